package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Argument;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code encoder … { … }} and {@code decoder … { … }}: one of the two, or both, the second reading what the first made. */
final class StackCheck {
    private final Fields model;
    private final Setting<Integer> width;
    private final Setting<Integer> modelContext;
    private final List<Setting<Integer>> contexts = new ArrayList<>();
    private boolean distances = true;
    private Optional<Setting<Integer>> lastVocabulary = Optional.empty();

    StackCheck(Fields model, Setting<Integer> width, Setting<Integer> context) {
        this.model = model;
        this.width = width;
        this.modelContext = context;
    }

    /**
     * @param stacks the encoder, the decoder, or both in this order
     * @param contexts the longest sequence of each
     * @param distances whether the attention of all knows how far apart tokens are
     * @param decoder whether there is one
     * @param vocabulary of the last one, where it has its own
     */
    record Checked(
            Supplier<List<Stack>> stacks,
            List<Setting<Integer>> contexts,
            boolean distances,
            boolean decoder,
            Optional<Setting<Integer>> vocabulary,
            int count) {}

    Checked check() {
        List<Entry> encoders = onlyOne("encoder");
        List<Entry> decoders = onlyOne("decoder");
        if (encoders.isEmpty() && decoders.isEmpty()) {
            model.required("encoder");
        }
        List<String> names =
                encoders.stream().flatMap(stack -> name(stack).stream()).toList();
        List<Supplier<Stack>> stacks = new ArrayList<>();
        encoders.forEach(entry -> stacks.add(stack(entry, Optional.empty(), names)));
        decoders.forEach(entry -> stacks.add(stack(entry, encoders.stream().findFirst(), names)));
        int count = encoders.size() + decoders.size();
        return new Checked(
                () -> stacks.stream().map(Supplier::get).toList(),
                contexts,
                distances && count > 0,
                !decoders.isEmpty(),
                lastVocabulary,
                count);
    }

    private List<Entry> onlyOne(String keyword) {
        List<Entry> found = model.all(keyword);
        for (Entry more : found.subList(Math.min(1, found.size()), found.size())) {
            model.refuse(Diagnostic.of(
                            Code.SECOND_STACK, more.at(), "a model has at most one " + keyword + ", this is another")
                    .and(found.getFirst().at(), "the first is here")
                    .hint("keep one of them"));
        }
        return found.stream().limit(1).toList();
    }

    /** @param encoder what a decoder can read */
    private Supplier<Stack> stack(Entry stack, Optional<Entry> encoder, List<String> encoders) {
        Fields fields = model.of(stack);
        boolean decoder = stack.keyword().text().equals("decoder");
        Setting<Integer> depth = fields.whole("depth", stack, new Range(1, Limits.MAX_DEPTH));
        Optional<Setting<Integer>> vocabulary = own(fields, "vocabulary");
        lastVocabulary = vocabulary;
        Optional<Setting<Integer>> context = own(fields, "context");
        contexts.add(context.orElse(modelContext));
        boolean shared = fields.flag("shared");
        Optional<Entry> written = fields.required("attention");
        distances &= written.stream()
                .flatMap(entry -> entry.entries().stream())
                .anyMatch(item -> item.keyword().text().equals("positions"));
        Supplier<Attention> attention = written.map(entry -> new AttentionCheck(fields.of(entry), width).self(!decoder))
                .orElse(Setting.refused(fields.at()));
        Optional<Entry> crossed = decoder ? fields.optional("cross") : Optional.empty();
        Optional<Supplier<Attention>> cross = crossed.map(
                entry -> new AttentionCheck(fields.of(entry), width).cross(entry, encoder.isPresent(), encoders));
        if (encoder.isPresent() && crossed.isEmpty()) {
            model.refuse(
                    Diagnostic.of(Code.CROSS_ATTENTION, stack.at(), "this decoder does not read what the encoder made")
                            .and(encoder.get().at(), "the encoder is here")
                            .hint("add `cross attention { heads 8 }`, or leave out the encoder"));
        }
        Supplier<FeedForward> feedForward = fields.required("feedforward")
                .map(entry -> feedForward(fields, entry))
                .orElse(Setting.refused(fields.at()));
        Supplier<Residual> residual = fields.required("residual")
                .map(entry -> ResidualCheck.check(fields.of(entry), crossed))
                .orElse(Setting.refused(fields.at()));
        Supplier<Optional<Norm>> norm = fields.optionalNorm();
        fields.close();
        return () -> decoder
                ? new Decoder(
                        vocabulary.map(Supplier::get),
                        context.map(Supplier::get),
                        depth.get(),
                        shared,
                        attention.get(),
                        cross.map(Supplier::get),
                        feedForward.get(),
                        residual.get(),
                        norm.get())
                : new Encoder(
                        vocabulary.map(Supplier::get),
                        context.map(Supplier::get),
                        depth.get(),
                        shared,
                        attention.get(),
                        feedForward.get(),
                        residual.get(),
                        norm.get());
    }

    private static Optional<Setting<Integer>> own(Fields stack, String keyword) {
        return stack.optional(keyword).map(entry -> stack.whole(keyword, entry, Range.DIMENSION));
    }

    private static Supplier<FeedForward> feedForward(Fields stack, Entry entry) {
        Fields fields = stack.of(entry);
        Setting<Integer> width = fields.whole("width", Range.DIMENSION);
        Setting<Activation> activation = fields.word("activation", Activation.class);
        boolean gated = fields.flag("gated");
        Bias bias = fields.bias(Bias.ALL);
        fields.close();
        return () -> new FeedForward(width.get(), activation.get(), gated, bias);
    }

    /** The name between the keyword and {@code depth}, when there is one. */
    private static Optional<String> name(Entry stack) {
        Argument first = stack.arguments().getFirst();
        return first instanceof Word word && stack.arguments().size() == 3
                ? Optional.of(word.text())
                : Optional.empty();
    }
}
