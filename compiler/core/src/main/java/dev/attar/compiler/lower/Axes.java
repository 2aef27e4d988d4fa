package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.ElementType;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the loop IR calls the ragged dimensions and the inputs of the tensor IR. */
final class Axes {
    private Axes() {}

    /** The declarations of an entry point: the axes that its inputs have rows along, and the inputs. */
    static Inputs of(ModelGraph model, Graph graph) {
        List<Input> inputs = new ArrayList<>();
        Set<Ragged> rows = new LinkedHashSet<>();
        for (Value value : graph.inputs()) {
            if (value.type().element() == ElementType.FLOAT) continue; // lies in the arena
            inputs.add(input(model, graph, value));
            if (!value.type().isConstant() && value.type().ragged() != Ragged.SEQUENCES)
                rows.add(value.type().ragged());
        }
        return new Inputs(rows.stream().map(r -> axis(model, r)).toList(), inputs);
    }

    private static Axis axis(ModelGraph model, Ragged rows) {
        return switch (rows) {
            case TOKENS ->
                new Axis(
                        "tokens",
                        Sizes.TOKENS,
                        Sizes.LONGEST,
                        starts(rows),
                        model.limits().context());
            case SOURCE_TOKENS ->
                new Axis(
                        "sourceTokens",
                        Sizes.SOURCE_TOKENS,
                        Sizes.LONGEST_SOURCE,
                        starts(rows),
                        model.source().orElseThrow().context());
            case KEPT ->
                new Axis(
                        "keptTokens",
                        Sizes.KEPT,
                        Sizes.LONGEST_KEPT,
                        starts(rows),
                        model.limits().context());
            case KEPT_SOURCE ->
                new Axis(
                        "keptSourceTokens",
                        Sizes.KEPT_SOURCE,
                        Sizes.LONGEST_KEPT_SOURCE,
                        starts(rows),
                        model.source().orElseThrow().context());
            case SEQUENCES -> throw new IllegalArgumentException("an input has a value for each token");
        };
    }

    private static Input input(ModelGraph model, Graph graph, Value value) {
        return switch (value.name()) {
            case "labels" -> label(value, "label", classes(graph));
            case "starts" -> label(value, "first place", model.limits().context());
            case "ends" -> label(value, "last place", model.limits().context());
            case "seed" ->
                new Input(
                        value.name(),
                        "word of the seed",
                        new Index.Array("seed"),
                        Input.SEQUENCES,
                        value.type().sizes().getFirst(),
                        Input.Kind.WORDS);
            case "ids" -> input(value, "token id", "tokenIds", model.limits().vocabulary());
            case "segments" ->
                input(value, "segment id", "segmentIds", model.limits().segments());
            case "source.ids" ->
                input(
                        value,
                        "source token id",
                        "sourceTokenIds",
                        model.source().orElseThrow().vocabulary());
            case "source.segments" ->
                input(
                        value,
                        "source segment id",
                        "sourceSegmentIds",
                        model.source().orElseThrow().segments());
            case "token.places" ->
                input(value, "place", "places", model.limits().context());
            case "slots" -> input(value, "slot", "slots", Input.SLOTS);
            case "kept" -> input(value, "slot of a token", "kept", Input.SLOTS);
            case "source.slots" -> input(value, "slot of a source", "sourceSlots", Input.SLOTS);
            case "source.kept" -> input(value, "slot of a source token", "keptSource", Input.SLOTS);
            default -> throw new IllegalArgumentException("no input is called " + value);
        };
    }

    private static Input label(Value value, String what, int limit) {
        String axis = value.type().ragged() == Ragged.TOKENS ? "tokens" : Input.SEQUENCES;
        Index.Array array = new Index.Array(value.name().equals("labels") ? "labels" : value.name() + "Of");
        return new Input(value.name(), what, array, axis, limit, Input.Kind.LABEL);
    }

    /** How many classes the scores are of. */
    private static int classes(Graph graph) {
        return graph.outputs().stream()
                .filter(o -> o.name().equals("scores"))
                .findFirst()
                .orElseThrow()
                .value()
                .type()
                .last();
    }

    private static Input input(Value value, String what, String array, int limit) {
        return new Input(
                value.name(), what, new Index.Array(array), name(value.type().ragged()), limit);
    }

    private static String name(Ragged rows) {
        return switch (rows) {
            case TOKENS -> "tokens";
            case SOURCE_TOKENS -> "sourceTokens";
            case KEPT -> "keptTokens";
            case KEPT_SOURCE -> "keptSourceTokens";
            case SEQUENCES -> throw new IllegalArgumentException("an input has a value for each token");
        };
    }

    /** The integer that says how many rows there are. */
    static String rows(Ragged rows) {
        return switch (rows) {
            case TOKENS -> Sizes.TOKENS;
            case SOURCE_TOKENS -> Sizes.SOURCE_TOKENS;
            case KEPT -> Sizes.KEPT;
            case KEPT_SOURCE -> Sizes.KEPT_SOURCE;
            case SEQUENCES -> Sizes.SEQUENCES;
        };
    }

    /** The integer that says how long the longest sequence is. */
    static String longest(Ragged rows) {
        return switch (rows) {
            case TOKENS -> Sizes.LONGEST;
            case SOURCE_TOKENS -> Sizes.LONGEST_SOURCE;
            case KEPT -> Sizes.LONGEST_KEPT;
            case KEPT_SOURCE -> Sizes.LONGEST_KEPT_SOURCE;
            case SEQUENCES -> throw new IllegalArgumentException("a sequence has one such row");
        };
    }

    /** Where the rows of each sequence begin. */
    static Index.Array starts(Ragged rows) {
        return switch (rows) {
            case TOKENS -> new Index.Array("starts");
            case SOURCE_TOKENS -> new Index.Array("sourceStarts");
            case KEPT -> new Index.Array("keptStarts");
            case KEPT_SOURCE -> new Index.Array("keptSourceStarts");
            case SEQUENCES -> throw new IllegalArgumentException("a sequence has one such row");
        };
    }

    /** The rows whose number is at least this one: a sequence has at least one token, so its row fits where a token's would. */
    static String memoryOf(Ragged rows) {
        return switch (rows) {
            case TOKENS, SEQUENCES -> Sizes.TOKENS;
            case SOURCE_TOKENS -> Sizes.SOURCE_TOKENS;
            case KEPT, KEPT_SOURCE -> throw new IllegalArgumentException("what is kept lies in no arena");
        };
    }
}
