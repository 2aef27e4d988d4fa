package dev.attar.compiler.check;

import dev.attar.compiler.model.ModelGraph;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many numbers a model learns, in exact arithmetic: it is asked before anything else is known to fit. A table of sinusoidal
 * positions counts too, because it takes as much memory as a learned one.
 *
 * @param byPart of the embedding, the stacks and the head, by their keywords
 */
record ParameterCount(Map<String, BigInteger> byPart) {
    private static final BigInteger FLOAT_BYTES = BigInteger.valueOf(4);

    ParameterCount {
        byPart = Map.copyOf(byPart);
    }

    static ParameterCount of(ModelSpec spec) {
        Map<String, BigInteger> byPart = new TreeMap<>();
        for (ModelGraph.PlacedParam placed : GraphBuilder.build(spec).params()) {
            BigInteger numbers = BigInteger.ONE;
            for (int size : placed.param().type().sizes()) {
                numbers = numbers.multiply(BigInteger.valueOf(size));
            }
            BigInteger layers = BigInteger.valueOf(placed.names().size());
            byPart.merge(part(placed.param().name()), numbers.multiply(layers), BigInteger::add);
        }
        return new ParameterCount(byPart);
    }

    private static String part(String name) {
        return name.contains("embeddings.") ? "embedding" : name.substring(0, name.indexOf('.'));
    }

    /** In fp32. */
    BigInteger bytes() {
        return byPart.values().stream().reduce(BigInteger.ZERO, BigInteger::add).multiply(FLOAT_BYTES);
    }

    /** The part with the most, by its keyword. */
    String largest() {
        return byPart.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .max(Comparator.comparing(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }
}
