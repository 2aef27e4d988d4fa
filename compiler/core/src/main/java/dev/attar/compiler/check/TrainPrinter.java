package dev.attar.compiler.check;

import static dev.attar.compiler.check.SpecPrinter.flat;
import static dev.attar.compiler.check.SpecPrinter.word;

import dev.attar.compiler.check.LowRank.Product;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code train { … }} as its author might have written it. */
final class TrainPrinter {
    private TrainPrinter() {}

    static String train(Train train) {
        Train.Schedule schedule = train.schedule();
        List<String> parts = Stream.of(
                        optimizer(train.optimizer()),
                        "loss " + word(train.loss()),
                        list("metrics", train.metrics(), SpecPrinter::word),
                        "epochs " + train.epochs(),
                        schedule.equals(Train.Schedule.CONSTANT)
                                ? ""
                                : "schedule " + word(schedule.kind())
                                        + (schedule.warmUp() == 0 ? "" : " { warm_up " + schedule.warmUp() + " }"),
                        decimal("clip", train.clip()),
                        list("freeze", train.frozen(), Frozen::text),
                        train.adapters().map(TrainPrinter::adapters).orElse(""))
                .filter(part -> !part.isEmpty())
                .toList();
        return SpecPrinter.tall("train", parts);
    }

    private static String optimizer(Train.Optimizer optimizer) {
        return flat(
                "optimizer " + word(optimizer.kind()),
                "rate " + Decimals.shortest(optimizer.rate()),
                decimal("decay", optimizer.decay()),
                decimal("momentum", optimizer.momentum()),
                optimizer.nesterov() ? "nesterov" : "",
                decimal("beta1", optimizer.beta1()),
                decimal("beta2", optimizer.beta2()),
                decimal("epsilon", optimizer.epsilon()));
    }

    private static String adapters(LowRank adapters) {
        LowRank usual = LowRank.of(adapters.rank());
        return flat(
                "lora",
                "rank " + adapters.rank(),
                adapters.alpha() == usual.alpha() ? "" : "alpha " + Decimals.shortest(adapters.alpha()),
                SpecPrinter.dropout(adapters.dropout()),
                adapters.products().equals(usual.products()) ? "" : list("on", adapters.inOrder(), Product::text));
    }

    private static String decimal(String keyword, Optional<Double> value) {
        return value.map(x -> keyword + " " + Decimals.shortest(x)).orElse("");
    }

    private static <T> String list(String keyword, Collection<T> values, Function<T, String> text) {
        return values.isEmpty() ? "" : keyword + " " + values.stream().map(text).collect(Collectors.joining(", "));
    }
}
