package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.FeedForward;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Residual;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.NearName;
import dev.attar.compiler.source.Quoted;
import dev.attar.compiler.syntax.Argument;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code encoder … { … }} and {@code decoder … { … }}. Later stages know one encoder; the rest of the language is checked here all
 * the same, and then refused as not yet supported.
 */
final class StackCheck {
    private final Fields model;
    private final Setting<Integer> width;
    private final List<String> names = new ArrayList<>();

    StackCheck(Fields model, Setting<Integer> width) {
        this.model = model;
        this.width = width;
    }

    Supplier<Encoder> check() {
        List<Entry> decoders = model.all("decoder");
        List<Entry> encoders = model.all("encoder");
        if (encoders.isEmpty() && decoders.isEmpty()) {
            model.required("encoder");
        }
        Stream.concat(encoders.stream(), decoders.stream())
                .flatMap(stack -> name(stack).stream())
                .forEach(names::add);
        for (Entry decoder : decoders) {
            model.refuse(Diagnostic.of(Code.NO_DECODER_YET, decoder.at(), "not yet supported: decoder")
                    .hint("encoders can be compiled today"));
            stack(decoder);
        }
        for (Entry more : encoders.subList(Math.min(1, encoders.size()), encoders.size())) {
            model.refuse(Diagnostic.of(Code.NO_SECOND_STACK_YET, more.at(), "not yet supported: a second encoder")
                    .and(encoders.getFirst().at(), "the first is here"));
        }
        List<Supplier<Encoder>> checked = encoders.stream().map(this::stack).toList();
        return checked.isEmpty() ? Setting.refused(model.at()) : checked.getFirst();
    }

    private Supplier<Encoder> stack(Entry stack) {
        Fields fields = model.of(stack);
        boolean shared = fields.flag("shared");
        Setting<Integer> depth = fields.whole("depth", stack, new Range(1, Limits.MAX_DEPTH));
        Supplier<Attention> attention = fields.required("attention")
                .map(entry -> attention(fields, entry))
                .orElse(Setting.refused(fields.at()));
        fields.optional("cross").ifPresent(entry -> crossAttention(fields, entry));
        Supplier<FeedForward> feedForward = fields.required("feedforward")
                .map(entry -> feedForward(fields, entry))
                .orElse(Setting.refused(fields.at()));
        Supplier<Residual> residual = fields.required("residual")
                .map(entry -> residual(fields, entry))
                .orElse(Setting.refused(fields.at()));
        Supplier<Optional<Norm>> norm = fields.optionalNorm();
        fields.close();
        return () -> new Encoder(depth.get(), attention.get(), feedForward.get(), residual.get(), norm.get(), shared);
    }

    private Supplier<Attention> attention(Fields stack, Entry entry) {
        Fields fields = stack.of(entry);
        Setting<Integer> heads = heads(fields);
        Setting<Double> dropout = fields.decimal("dropout", DecimalRange.PROBABILITY, 0);
        fields.optional("reach").ifPresent(reach -> reach(fields, reach));
        fields.close();
        return () -> new Attention(heads.get(), dropout.get());
    }

    private Setting<Integer> heads(Fields fields) {
        Setting<Integer> heads = fields.whole("heads", Range.DIMENSION);
        if (heads.isKnown() && width.isKnown() && width.get() % heads.get() != 0) {
            fields.refuse(HeadsDoNotDivide.diagnostic(heads, width));
        }
        return heads;
    }

    private void reach(Fields fields, Entry reach) {
        Word kind = reach.word(0);
        if (kind.text().equals("full")) {
            return;
        }
        fields.refuse(Diagnostic.of(
                        Code.NO_BANDED_ATTENTION_YET,
                        kind.at(),
                        "not yet supported: " + (kind.text().equals("band") ? "banded" : "alternating") + " attention")
                .hint("with `reach full`, or without `reach`, every token sees every other"));
        Stream.concat(Stream.of(reach), reach.entries().stream())
                .filter(entry -> entry.expression().isPresent())
                .forEach(entry -> fields.whole("band", entry, Range.DIMENSION));
    }

    private void crossAttention(Fields stack, Entry entry) {
        Fields fields = stack.of(entry);
        fields.refuse(Diagnostic.of(Code.NO_CROSS_ATTENTION_YET, entry.at(), "not yet supported: cross attention"));
        heads(fields);
        fields.decimal("dropout", DecimalRange.PROBABILITY, 0);
        Optional<Word> over = fields.optional("over").map(written -> written.word(0));
        if (over.isPresent() && !names.contains(over.get().text())) {
            fields.refuse(Diagnostic.of(
                            Code.UNKNOWN_NAME,
                            over.get().at(),
                            "no stack is called " + Quoted.of(over.get().text()))
                    .hint(NearName.of(over.get().text(), names)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("name the encoder: `encoder " + over.get().text() + " depth …`")));
        }
        fields.close();
    }

    private static Supplier<FeedForward> feedForward(Fields stack, Entry entry) {
        Fields fields = stack.of(entry);
        Setting<Integer> width = fields.whole("width", Range.DIMENSION);
        Setting<Activation> activation = fields.word("activation", Activation.class);
        fields.close();
        return () -> new FeedForward(width.get(), activation.get());
    }

    private static Supplier<Residual> residual(Fields stack, Entry entry) {
        Fields fields = stack.of(entry);
        Supplier<Norm> norm = fields.requiredNorm();
        Setting<Order> order = fields.word("order", Order.class);
        Setting<Double> dropout = fields.decimal("dropout", DecimalRange.PROBABILITY, 0);
        fields.close();
        return () -> new Residual(norm.get(), order.get(), dropout.get());
    }

    /** The name between the keyword and {@code depth}, when there is one. */
    private static Optional<String> name(Entry stack) {
        Argument first = stack.arguments().getFirst();
        return first instanceof Word word && stack.arguments().size() == 3
                ? Optional.of(word.text())
                : Optional.empty();
    }
}
