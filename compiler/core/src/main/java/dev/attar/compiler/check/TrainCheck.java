package dev.attar.compiler.check;

import dev.attar.compiler.check.Train.Loss;
import dev.attar.compiler.check.Train.Metric;
import dev.attar.compiler.check.Train.Optimizer;
import dev.attar.compiler.check.Train.OptimizerKind;
import dev.attar.compiler.check.Train.Schedule;
import dev.attar.compiler.check.Train.ScheduleKind;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code train { optimizer … loss … metrics … epochs … schedule … clip … freeze … lora … }}. */
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
        Supplier<Schedule> schedule = schedule(fields);
        Optional<Setting<Double>> clip =
                fields.optional("clip").map(entry -> fields.decimal(entry, DecimalRange.SCALE));
        Supplier<List<Frozen>> frozen = FrozenCheck.check(fields);
        Optional<Supplier<LowRank>> adapters = fields.optional("lora").map(entry -> adapters(fields.of(entry)));
        fields.close();
        Setting<Loss> loss = lossWord.map(word -> Setting.of(Fields.constant(word.text(), Loss.class), word.at()))
                .orElse(Setting.refused(fields.at()));
        if (loss.isKnown() && loss.get() == Loss.SPARSE_CATEGORICAL_CROSSENTROPY) {
            needsClasses(fields, lossWord.get(), embeds);
        }
        metricWords.forEach(word -> needsClasses(fields, word, embeds));
        refuseRepeated(fields, metricWords, "metrics");
        List<Metric> metrics = metricWords.stream()
                .map(word -> Fields.constant(word.text(), Metric.class))
                .toList();
        return () -> new Train(
                optimizer.get(),
                loss.get(),
                metrics,
                epochs.get(),
                schedule.get(),
                clip.map(Setting::get),
                frozen.get(),
                adapters.map(Supplier::get));
    }

    private static Supplier<Optimizer> optimizer(Fields train, Entry entry) {
        Fields fields = train.of(entry);
        OptimizerKind kind = Fields.constant(entry.word(0).text(), OptimizerKind.class);
        Setting<Double> rate = fields.decimal("rate", DecimalRange.RATE);
        Optional<Setting<Double>> decay =
                fields.optional("decay").map(setting -> fields.decimal(setting, DecimalRange.DECAY));
        Optional<Setting<Double>> momentum =
                ofOne(fields, "momentum", DecimalRange.PROBABILITY, kind == OptimizerKind.SGD);
        Optional<Entry> nesterov = fields.optional("nesterov");
        if (nesterov.isPresent() && momentum.isEmpty())
            fields.refuseWithoutEffect(nesterov.get(), "without momentum", "add `momentum 0.9`, or leave it out");
        boolean adam = kind != OptimizerKind.SGD;
        Optional<Setting<Double>> beta1 = ofOne(fields, "beta1", DecimalRange.PROBABILITY, adam);
        Optional<Setting<Double>> beta2 = ofOne(fields, "beta2", DecimalRange.PROBABILITY, adam);
        Optional<Setting<Double>> epsilon = ofOne(fields, "epsilon", DecimalRange.EPSILON, adam);
        fields.close();
        return () -> new Optimizer(
                kind,
                rate.get(),
                decay.map(Setting::get),
                momentum.map(Setting::get),
                nesterov.isPresent(),
                beta1.map(Setting::get),
                beta2.map(Setting::get),
                epsilon.map(Setting::get));
    }

    /** A setting that some optimizers have and others have not. */
    private static Optional<Setting<Double>> ofOne(Fields fields, String keyword, DecimalRange range, boolean has) {
        Optional<Entry> entry = fields.optional(keyword);
        if (entry.isPresent() && !has)
            fields.refuseWithoutEffect(
                    entry.get(),
                    "on this optimizer",
                    keyword.equals("momentum")
                            ? "it is for `sgd`; `adam` has `beta1`"
                            : "it is for `adam` and `adamw`");
        return entry.map(setting -> fields.decimal(setting, range));
    }

    private static Supplier<Schedule> schedule(Fields train) {
        Optional<Entry> entry = train.optional("schedule");
        if (entry.isEmpty()) return () -> Schedule.CONSTANT;
        Fields fields = train.of(entry.get());
        Setting<Integer> warmUp = fields.whole("warm_up", new Range(0, Limits.MAX_DIMENSION), 0);
        fields.close();
        ScheduleKind kind = Fields.constant(entry.get().word(0).text(), ScheduleKind.class);
        return () -> new Schedule(kind, warmUp.get());
    }

    private static Supplier<LowRank> adapters(Fields fields) {
        Setting<Integer> rank = fields.whole("rank", Range.DIMENSION);
        Optional<Setting<Double>> alpha =
                fields.optional("alpha").map(entry -> fields.decimal(entry, DecimalRange.SCALE));
        Setting<Double> dropout = fields.decimal("dropout", DecimalRange.PROBABILITY, 0);
        List<Word> on = fields.optional("on").stream()
                .flatMap(entry -> entry.arguments().stream())
                .map(Word.class::cast)
                .toList();
        fields.close();
        refuseRepeated(fields, on, "on");
        return () -> {
            LowRank usual = LowRank.of(rank.get()).withDropout(dropout.get());
            LowRank scaled = alpha.map(value -> usual.withAlpha(value.get())).orElse(usual);
            return on.isEmpty()
                    ? scaled
                    : scaled.on(on.stream()
                            .map(word -> LowRank.Product.named(word.text()))
                            .collect(Collectors.toSet()));
        };
    }

    private static void refuseRepeated(Fields fields, List<Word> words, String list) {
        Map<String, Word> first = new HashMap<>();
        for (Word word : words) {
            Word earlier = first.putIfAbsent(word.text(), word);
            if (earlier != null) {
                fields.refuse(Diagnostic.of(
                                Code.SET_TWICE,
                                word.at(),
                                "`" + word.text() + "` is given a second time in `" + list + "`")
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
