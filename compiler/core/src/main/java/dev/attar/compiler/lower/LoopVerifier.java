package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Place;
import dev.attar.compiler.loops.LoopProgram.Step;
import java.util.HashSet;
import java.util.Set;

/**
 * What every loop program must fulfil: each kernel is known and called with as many places as it has buffers; weights stay inside
 * the packed weights, activations inside the arena; per-layer weights are used within layers; names are unique.
 */
public final class LoopVerifier {
    private LoopVerifier() {}

    /**
     * @return the same program
     * @throws IllegalStateException naming the first rule broken
     */
    public static LoopProgram verify(LoopProgram program) {
        Set<String> names = new HashSet<>();
        for (Kernel kernel : program.kernels())
            require(names.add(kernel.name()), "two kernels called " + kernel.name());
        for (Step step : program.steps()) {
            switch (step) {
                case Step.Work work -> work(program, work, false);
                case Step.Layers layers -> layers.steps().forEach(s -> work(program, s, true));
                case Step.OutputReady(LoopProgram.Output output) ->
                    require(
                            output.place().floatsPerTokenBefore() + output.stride() <= program.floatsPerToken(),
                            "output " + output.name() + " outside of the arena");
            }
        }
        return program;
    }

    private static void work(LoopProgram program, Step.Work work, boolean inLayers) {
        boolean inBand = work instanceof Step.FusedRows;
        for (Step.Call call : work.calls()) {
            call(program, call, inLayers);
            for (Place place : call.places())
                require(inBand || !(place instanceof Place.RowLocal), call.kernel() + " uses a band's value outside of it");
        }
    }

    private static void call(LoopProgram program, Step.Call call, boolean inLayers) {
        Kernel kernel = program.kernel(call.kernel());
        require(
                kernel.buffers().size() == call.places().size(),
                kernel.name() + " called with the wrong number of buffers");
        for (int i = 0; i < call.places().size(); i++) {
            Buffer buffer = kernel.buffers().get(i);
            switch (call.places().get(i)) {
                case Place.Arena(String value, long before, int _) ->
                    require(before < program.floatsPerToken(), value + " outside of the arena");
                case Place.RowLocal(String value, long before, int _, int stride) ->
                    require(before + stride <= program.floatsPerToken(), value + " outside of the arena");
                case Place.Weights(String block, long offset, Element element, boolean perLayer) -> {
                    require(buffer.element() == element, block + " is not what " + kernel.name() + " reads");
                    require(offset < program.weightFloats(), block + " outside of the weights");
                    require(inLayers || !perLayer, block + " is per layer but used outside of layers");
                }
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException("loop IR: " + otherwise);
    }
}
