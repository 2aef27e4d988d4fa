package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Labels;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code head embed { … }} and its siblings. */
final class HeadCheck {
    private HeadCheck() {}

    static Supplier<Head> check(Fields model, Optional<Entry> entry) {
        if (entry.isEmpty()) {
            return Setting.refused(model.at());
        }
        Fields fields = model.of(entry.get());
        String kind = entry.get().word(0).text();
        Supplier<Head> head = switch (kind) {
            case "embed" -> embed(fields);
            case "classify" -> classify(fields);
            case "tokens" -> tokens(fields);
            case "span" -> Head.Span::new;
            case "mlm" -> masked(fields);
            case "generate" -> generate(fields, entry.get());
            default -> throw new IllegalStateException("the checker does not know head " + kind);
        };
        fields.close();
        return head;
    }

    private static Supplier<Head> embed(Fields fields) {
        Setting<Pool> pool = fields.word("pool", Pool.class);
        Supplier<Optional<Dense>> dense = dense(fields);
        boolean normalize = fields.flag("normalize");
        return () -> new Head.Embed(pool.get(), dense.get(), normalize);
    }

    private static Supplier<Head> classify(Fields fields) {
        Setting<Pool> pool = fields.word("pool", Pool.class);
        Supplier<Optional<Dense>> dense = dense(fields);
        Setting<Integer> classes = fields.whole("classes", Range.DIMENSION);
        Supplier<Labels> labels = LabelCheck.check(fields, classes);
        boolean softmax = fields.flag("softmax");
        return () -> new Head.Classify(pool.get(), dense.get(), classes.get(), softmax, labels.get());
    }

    private static Supplier<Head> tokens(Fields fields) {
        Supplier<Optional<Dense>> dense = dense(fields);
        Setting<Integer> classes = fields.whole("classes", Range.DIMENSION);
        Supplier<Labels> labels = LabelCheck.check(fields, classes);
        boolean softmax = fields.flag("softmax");
        return () -> new Head.Tokens(dense.get(), classes.get(), softmax, labels.get());
    }

    private static Supplier<Head> masked(Fields fields) {
        Setting<Activation> activation = fields.word("activation", Activation.class);
        Supplier<Norm> norm = fields.requiredNorm();
        if (!fields.flag("tied")) {
            fields.refuse(Diagnostic.of(
                            Code.NO_UNTIED_OUTPUT_YET,
                            fields.at(),
                            "not yet supported: a masked language model with an output matrix of its own")
                    .hint("add `tied` to use the token embedding as output matrix, as BERT does"));
        }
        return () -> new Head.MaskedLanguageModel(activation.get(), norm.get());
    }

    private static Supplier<Head> generate(Fields fields, Entry entry) {
        fields.flag("tied");
        fields.refuse(Diagnostic.of(Code.NO_GENERATE_YET, entry.word(0).at(), "not yet supported: head generate"));
        return Setting.refused(entry.at());
    }

    private static Supplier<Optional<Dense>> dense(Fields head) {
        Optional<Entry> entry = head.optional("dense");
        if (entry.isEmpty()) {
            return Optional::empty;
        }
        Fields fields = head.of(entry.get());
        Setting<Integer> width = fields.whole("width", Range.DIMENSION);
        Optional<Activation> activation = fields.optional("activation")
                .map(written -> Fields.constant(written.word(0).text(), Activation.class));
        fields.close();
        return () -> Optional.of(new Dense(width.get(), activation));
    }
}
