package dev.attar.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.attar.compiler.loops.Layers;
import dev.attar.compiler.loops.PerLayer;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the memory of the present layer is from that of the first, by name: {@code at} for the weights of a stack of layers, and
 * where a model has several stacks or keeps values of each layer, {@code at2}, {@code at3}. All are computed from the integer
 * {@code layer}, the layer's number.
 */
public final class LayerOffsets {
    private final Map<PerLayer, String> names = new LinkedHashMap<>();

    private LayerOffsets() {}

    /** Of everything that these calls are given. */
    public static LayerOffsets of(List<Step.Call> calls) {
        LayerOffsets offsets = new LayerOffsets();
        for (Step.Call call : calls)
            for (Place place : call.places())
                perLayer(place).ifPresent(p -> offsets.names.computeIfAbsent(p, _ -> offsets.next()));
        return offsets;
    }

    private String next() {
        return names.isEmpty() ? "at" : "at" + (names.size() + 1);
    }

    static Optional<PerLayer> perLayer(Place place) {
        return switch (place) {
            case Place.Arena arena -> arena.perLayer();
            case Place.State state -> state.perLayer();
            case Place.Weights weights -> weights.perLayer();
            case Place.Parameters parameters -> parameters.perLayer();
            case Place.RowLocal _ -> Optional.empty();
        };
    }

    /** Whether nothing is per layer. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The name of the offset of a place; empty where the place is the same for all layers. */
    Optional<String> name(Place place) {
        return perLayer(place).map(names::get);
    }

    /**
     * Declares the offsets, where {@code layer} is known.
     *
     * @param sizes the type of the call's sizes: {@code int} or {@code long}
     */
    public void declare(MethodSpec.Builder method, String sizes) {
        names.forEach((perLayer, name) -> method.addStatement(
                "$L $N = $L", perLayer.stride().isConstant() ? "long" : sizes, name, distance(perLayer)));
    }

    private static CodeBlock distance(PerLayer perLayer) {
        CodeBlock layer = perLayer.first() == 0
                ? CodeBlock.of("layer")
                : CodeBlock.of(perLayer.step() == 1 ? "(layer - $L)" : "layer - $L", perLayer.first());
        CodeBlock place = perLayer.step() == 1
                ? layer
                : CodeBlock.of(perLayer.first() == 0 ? "$L / $L" : "($L) / $L", layer, perLayer.step());
        return perLayer.stride().isConstant()
                ? CodeBlock.of("$L * $LL", place, perLayer.stride().constant())
                : CodeBlock.of("$L * $L", place, factors(perLayer));
    }

    /** One term, as a value's memory has. */
    private static CodeBlock factors(PerLayer perLayer) {
        List<CodeBlock> factors = new ArrayList<>();
        perLayer.stride().terms().forEach((atoms, factor) -> {
            factors.add(CodeBlock.of("$L", factor));
            atoms.forEach(a -> factors.add(CodeBlock.of("$L", a)));
        });
        return CodeBlock.join(factors, " * ");
    }

    /** The head of the loop over layers, in their order of execution. */
    public static CodeBlock loop(Layers layers) {
        int first = layers.first();
        int step = layers.step();
        int beyond = first + step * layers.count();
        if (step > 0)
            return CodeBlock.of(
                    "for (int layer = $L; layer < $L; $L)",
                    first,
                    step == 1 ? beyond : beyond - step + 1,
                    step == 1 ? "layer++" : "layer += " + step);
        return CodeBlock.of(
                "for (int layer = $L; layer >= $L; $L)",
                first,
                beyond - step,
                step == -1 ? "layer--" : "layer -= " + -step);
    }
}
