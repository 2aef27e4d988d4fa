package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Reach;
import dev.attar.importer.source.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How far each layer sees. */
final class Reaches {
    private Reaches() {}

    /**
     * A window of so many tokens, the token itself included.
     *
     * @param context a window that holds a whole text is none
     */
    static Reach window(int tokens, int context) {
        return tokens >= context ? Reach.FULL : Reach.band(tokens - 1);
    }

    /** The fewest turns that give each layer its own. */
    static List<Reach> turns(List<Reach> layers) {
        int turns = IntStream.rangeClosed(1, layers.size())
                .filter(period -> IntStream.range(period, layers.size())
                        .allMatch(i -> layers.get(i).equals(layers.get(i % period))))
                .findFirst()
                .orElse(layers.size());
        return layers.subList(0, turns);
    }

    /** The window of the layers that do not see everything; the context where all do. */
    static int windowOf(List<Reach> turns, int context) {
        return turns.stream()
                .flatMap(reach -> reach.band().stream())
                .map(band -> band + 1)
                .findFirst()
                .orElse(context);
    }

    /** Writes {@code layer_types} and the window of those that slide, if any do. */
    static void layerTypes(ObjectNode json, List<Reach> turns, int depth, int context) {
        ArrayNode types = json.putArray("layer_types");
        for (int layer = 0; layer < depth; layer++) {
            boolean slides = turns.get(layer % turns.size()).band().isPresent();
            types.add(slides ? "sliding_attention" : "full_attention");
        }
        boolean slides = turns.stream().anyMatch(reach -> reach.band().isPresent());
        json.put("use_sliding_window", slides);
        if (slides) {
            json.put("sliding_window", windowOf(turns, context));
        } else {
            json.putNull("sliding_window");
        }
    }

    /**
     * {@code layer_types}, a kind of attention for each layer.
     *
     * @return whether each layer has the sliding one; empty where nothing is said
     */
    static List<Boolean> sliding(Settings settings, int depth) {
        List<Boolean> sliding = new ArrayList<>();
        settings.get("layer_types").ifPresent(types -> {
            types.forEach(type -> {
                switch (type.asText()) {
                    case "full_attention" -> sliding.add(false);
                    case "sliding_attention" -> sliding.add(true);
                    default ->
                        throw settings.refused(
                                "layer_types", "should name full_attention or sliding_attention for each layer");
                }
            });
            if (sliding.size() != depth) {
                throw settings.refused("layer_types", "should name the attention of each of " + depth + " layers");
            }
        });
        return sliding;
    }
}
