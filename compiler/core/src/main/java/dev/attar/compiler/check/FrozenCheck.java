package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.source.Span;
import dev.attar.compiler.syntax.Argument;
import dev.attar.compiler.syntax.Expression;
import dev.attar.compiler.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code freeze embeddings, layers 0 to 3}. */
final class FrozenCheck {
    private static final Range LAYER = new Range(0, Limits.MAX_DEPTH - 1L);

    private final Fields fields;
    private final List<Supplier<Frozen>> parts = new ArrayList<>();

    private FrozenCheck(Fields fields) {
        this.fields = fields;
    }

    static Supplier<List<Frozen>> check(Fields fields) {
        FrozenCheck check = new FrozenCheck(fields);
        fields.optional("freeze").ifPresent(entry -> check.parts(entry.arguments()));
        return () -> check.parts.stream().map(Supplier::get).toList();
    }

    /** The grammar gives {@code layers}, a number, {@code to}, a number; all else are words by themselves. */
    private void parts(List<Argument> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String word = ((Word) arguments.get(i)).text();
            if (word.endsWith("layers")) {
                layers(stack(word), (Expression) arguments.get(i + 1), (Expression) arguments.get(i + 3));
                i += 3;
                continue;
            }
            Frozen part = switch (word) {
                case "embeddings" -> new Frozen.Embeddings();
                case "all_but_head" -> new Frozen.AllButHead();
                default -> new Frozen.Named(word);
            };
            parts.add(() -> part);
        }
    }

    private static Optional<String> stack(String layers) {
        int end = layers.indexOf('_');
        return end < 0 ? Optional.empty() : Optional.of(layers.substring(0, end));
    }

    private void layers(Optional<String> stack, Expression from, Expression to) {
        Setting<Integer> first = fields.whole("layers", from, LAYER);
        Setting<Integer> last = fields.whole("layers", to, LAYER);
        if (first.isKnown() && last.isKnown() && first.get() > last.get())
            fields.refuse(Diagnostic.of(
                            Code.INTEGER_OUT_OF_RANGE,
                            last.at(),
                            "`layers` ends at " + last.get() + ", before it begins")
                    .and(first.at(), "begins here"));
        parts.add(() -> new Frozen.Layers(stack, first.get(), last.get()));
    }

    /**
     * Refuses what the model has not: layers beyond its depth, layers that share their parameters, and a stack that is not there.
     *
     * @param at of the setting
     */
    static void fits(ModelSpec spec, Source source, Span at) {
        for (Frozen part : spec.train().map(Train::frozen).orElse(List.of())) {
            Optional<String> wrong = switch (part) {
                case Frozen.Embeddings _, Frozen.AllButHead _ -> Optional.empty();
                case Frozen.Named(String stack) ->
                    stack.equals("head")
                                    || stacks(spec, Optional.of(stack))
                                            .findAny()
                                            .isPresent()
                            ? Optional.empty()
                            : Optional.of("the model has no " + stack);
                case Frozen.Layers layers -> wrong(spec, layers);
            };
            wrong.ifPresent(reason -> {
                String message = "`freeze " + part.text() + "`: " + reason;
                throw new Refused(source, Diagnostic.of(Code.INTEGER_OUT_OF_RANGE, at, message));
            });
        }
    }

    private static Optional<String> wrong(ModelSpec spec, Frozen.Layers layers) {
        List<ModelSpec.Stack> stacks = stacks(spec, layers.stack()).toList();
        if (stacks.isEmpty())
            return Optional.of("the model has no " + layers.stack().orElse("layers"));
        if (stacks.stream().anyMatch(ModelSpec.Stack::shared))
            return Optional.of("all layers share their parameters; freeze the whole stack");
        int depth = stacks.stream().mapToInt(ModelSpec.Stack::depth).min().orElseThrow();
        return layers.last() < depth
                ? Optional.empty()
                : Optional.of("there are layers 0 to " + (depth - 1) + ", and they are counted from 0");
    }

    private static Stream<ModelSpec.Stack> stacks(ModelSpec spec, Optional<String> wanted) {
        return spec.stacks().stream()
                .filter(stack -> wanted.isEmpty()
                        || wanted.get().equals(stack instanceof ModelSpec.Encoder ? "encoder" : "decoder"));
    }
}
