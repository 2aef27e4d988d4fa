package dev.attar.compiler.check;

import static dev.attar.compiler.check.SpecPrinter.activation;
import static dev.attar.compiler.check.SpecPrinter.bias;
import static dev.attar.compiler.check.SpecPrinter.dropout;
import static dev.attar.compiler.check.SpecPrinter.flat;
import static dev.attar.compiler.check.SpecPrinter.norm;
import static dev.attar.compiler.check.SpecPrinter.tall;
import static dev.attar.compiler.check.SpecPrinter.word;

import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Stack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Encoders and decoders as text (see {@link SpecPrinter}). */
final class StackPrinter {
    private StackPrinter() {}

    static String print(Stack stack, int width) {
        Optional<Attention> cross = stack instanceof Decoder decoder ? decoder.cross() : Optional.empty();
        var feedForward = stack.feedForward();
        List<String> parts = Stream.of(
                        stack.vocabulary().map(size -> "vocabulary " + size).orElse(""),
                        stack.context().map(size -> "context " + size).orElse(""),
                        stack.shared() ? "shared" : "",
                        attention("attention  ", stack.attention(), width),
                        cross.map(over -> attention("cross attention", over, width))
                                .orElse(""),
                        flat(
                                "feedforward",
                                "width " + feedForward.width(),
                                activation(feedForward.activation()),
                                feedForward.gated() ? "gated" : "",
                                bias(feedForward.bias(), Bias.ALL)),
                        residual(stack.residual()),
                        stack.norm().map(SpecPrinter::norm).orElse(""))
                .filter(part -> !part.isEmpty())
                .toList();
        return tall((stack instanceof Decoder ? "decoder" : "encoder") + " depth " + stack.depth(), parts);
    }

    /** {@code scale} with a word for what depends on the width. */
    static String scale(double scale, int width) {
        if (scale == 1) {
            return "scale none";
        }
        return "scale "
                + (scale == Math.sqrt(width)
                        ? "sqrt_width"
                        : scale == 1 / Math.sqrt(width) ? "inverse_sqrt_width" : Decimals.shortest(scale));
    }

    private static String attention(String opening, Attention form, int width) {
        return flat(
                opening,
                "heads " + form.heads(),
                form.groups() == form.heads() ? "" : "groups " + form.groups(),
                form.headWidth().map(own -> "head_width " + own).orElse(""),
                form.scale().map(scale -> scale(scale, width)).orElse(""),
                bias(form.bias(), Bias.ALL),
                form.norm().map(SpecPrinter::norm).orElse(""),
                distances(form.distances()),
                reach(form.reach()),
                dropout(form.dropout()));
    }

    private static String distances(Distances distances) {
        return switch (distances) {
            case Distances.None() -> "";
            case Distances.Rotary(double base, double share, boolean pairs, var scaling) ->
                flat(
                        "positions rotary",
                        "base " + Decimals.shortest(base),
                        share == 1 ? "" : "share " + Decimals.shortest(share),
                        pairs ? "pairs" : "",
                        scaling(scaling));
            case Distances.Alibi() -> "positions alibi";
            case Distances.Relative(int buckets, int maxDistance) ->
                flat("positions relative", "buckets " + buckets, "max_distance " + maxDistance);
            case Distances.Disentangled(int buckets, Optional<Integer> maxDistance, boolean keys, boolean queries) ->
                flat(
                        "positions disentangled",
                        "buckets " + buckets,
                        maxDistance.map(distance -> "max_distance " + distance).orElse(""),
                        keys ? "" : "keys none",
                        queries ? "" : "queries none");
        };
    }

    private static String scaling(Distances.Scaling scaling) {
        return switch (scaling) {
            case Distances.Scaling.None() -> "";
            case Distances.Scaling.Linear(double factor) ->
                flat("scaling linear", "factor " + Decimals.shortest(factor));
            case Distances.Scaling.Llama3(double factor, double low, double high, int context) ->
                flat(
                        "scaling llama3",
                        "factor " + Decimals.shortest(factor),
                        "low " + Decimals.shortest(low),
                        "high " + Decimals.shortest(high),
                        "context " + context);
        };
    }

    private static String reach(List<Reach> turns) {
        if (turns.equals(List.of(Reach.FULL))) {
            return "";
        }
        return turns.size() == 1
                ? "reach " + turn(turns.getFirst())
                : turns.stream().map(StackPrinter::turn).collect(Collectors.joining("   ", "reach alternate { ", " }"));
    }

    private static String turn(Reach turn) {
        String base =
                turn.base().map(given -> "base " + Decimals.shortest(given)).orElse("");
        String global = turn.global().map(tokens -> "global " + tokens).orElse("");
        String items = base.isEmpty() && global.isEmpty() ? "" : flat("", base, global);
        return turn.band().map(places -> "band " + places).orElse("full") + items;
    }

    private static String residual(Residual residual) {
        return flat(
                "residual   ",
                norm(residual.norm()),
                "order " + word(residual.order()),
                residual.sharedNorm() ? "shared_norm" : "",
                residual.bareFirst() ? "first_norm none" : "",
                dropout(residual.dropout()));
    }
}
