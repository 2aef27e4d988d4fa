package dev.attar.compiler.check;

import dev.attar.compiler.check.Train.Loss;
import dev.attar.compiler.check.Train.Metric;
import dev.attar.compiler.check.Train.Optimizer;
import dev.attar.compiler.check.Train.OptimizerKind;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code train { optimizer … loss … metrics … epochs … }}. */
final class TrainCheck {
    private TrainCheck() {}

    /** @param embeds where the head says that it makes vectors, not classes */
    static Optional<Supplier<Train>> check(Fields model, Optional<Word> embeds) {
        return model.optional("train").map(entry -> train(model.of(entry), embeds));
    }

    private static Supplier<Train> train(Fields fields, Optional<Word> embeds) {
        Supplier<Optimizer> optimizer = fields.required("optimizer")
                .map(entry -> optimizer(fields, entry))
                .orElse(Setting.refused(fields.at()));
        Optional<Word> lossWord = fields.required("loss").map(entry -> entry.word(0));
        List<Word> metricWords = fields.optional("metrics").stream()
                .flatMap(entry -> entry.arguments().stream())
                .map(Word.class::cast)
                .toList();
        Setting<Integer> epochs = fields.whole("epochs", new Range(1, Limits.MAX_EPOCHS));
        fields.close();
        Setting<Loss> loss = lossWord.map(word -> Setting.of(Fields.constant(word.text(), Loss.class), word.at()))
                .orElse(Setting.refused(fields.at()));
        if (loss.isKnown() && loss.get() == Loss.SPARSE_CATEGORICAL_CROSSENTROPY) {
            needsClasses(fields, lossWord.get(), embeds);
        }
        metricWords.forEach(word -> needsClasses(fields, word, embeds));
        refuseRepeated(fields, metricWords);
        List<Metric> metrics = metricWords.stream()
                .map(word -> Fields.constant(word.text(), Metric.class))
                .toList();
        return () -> new Train(optimizer.get(), loss.get(), metrics, epochs.get());
    }

    private static Supplier<Optimizer> optimizer(Fields train, Entry entry) {
        Fields fields = train.of(entry);
        Setting<Double> rate = fields.decimal("rate", DecimalRange.RATE);
        fields.close();
        OptimizerKind kind = Fields.constant(entry.word(0).text(), OptimizerKind.class);
        return () -> new Optimizer(kind, rate.get());
    }

    private static void refuseRepeated(Fields fields, List<Word> metrics) {
        Map<String, Word> first = new HashMap<>();
        for (Word metric : metrics) {
            Word earlier = first.putIfAbsent(metric.text(), metric);
            if (earlier != null) {
                fields.refuse(Diagnostic.of(
                                Code.SET_TWICE,
                                metric.at(),
                                "`" + metric.text() + "` is given a second time in `metrics`")
                        .and(earlier.at(), "first here")
                        .hint("keep one of them"));
            }
        }
    }

    private static void needsClasses(Fields fields, Word word, Optional<Word> embeds) {
        embeds.ifPresent(head -> fields.refuse(Diagnostic.of(
                        Code.LOSS_WITHOUT_CLASSES, word.at(), "`" + word.text() + "` requires a head with classes")
                .and(head.at(), "makes vectors")
                .hint("use `loss mean_squared_error` without metrics, or a head with classes")));
    }
}
