package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Argument;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code head embed { … }} and its siblings. */
final class HeadCheck {
    private HeadCheck() {}

    /**
     * @param decoder whether there is one
     * @param width of the model
     * @param tables width of the token table
     * @param vocabulary of the last stack
     */
    static Supplier<Head> check(
            Fields model,
            Optional<Entry> entry,
            boolean decoder,
            Setting<Integer> width,
            Setting<Integer> tables,
            Setting<Integer> vocabulary) {
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
            case "generate" -> GenerateCheck.check(fields, entry.get(), decoder, width, tables, vocabulary);
            default -> throw new IllegalStateException("the checker does not know head " + kind);
        };
        fields.close();
        return head;
    }

    private static Supplier<Head> embed(Fields fields) {
        Supplier<List<Pool>> pools = pools(fields);
        Supplier<Optional<Dense>> dense = dense(fields);
        boolean normalize = fields.flag("normalize");
        return () -> new Head.Embed(pools.get(), dense.get(), normalize);
    }

    /** One pool, or several with commas between them; each once. */
    private static Supplier<List<Pool>> pools(Fields fields) {
        Optional<Entry> entry = fields.required("pool");
        if (entry.isEmpty()) {
            return Setting.refused(fields.at());
        }
        List<Pool> pools = new ArrayList<>();
        for (Argument argument : entry.get().arguments()) {
            Word word = (Word) argument;
            Pool pool = Fields.constant(word.text(), Pool.class);
            if (pools.contains(pool)) {
                fields.refuse(Diagnostic.of(Code.SET_TWICE, word.at(), "`pool` names " + word.text() + " a second time")
                        .hint("keep one of them"));
            } else {
                pools.add(pool);
            }
        }
        return () -> pools;
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
        boolean tied = fields.flag("tied");
        Bias bias = fields.bias(Bias.ALL);
        return () -> new Head.MaskedLanguageModel(activation.get(), norm.get(), tied, bias);
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
        boolean bias = !fields.flag("bias");
        Supplier<Optional<Norm>> norm = fields.optionalNorm();
        fields.close();
        return () -> Optional.of(new Dense(width.get(), activation, bias, norm.get()));
    }
}
