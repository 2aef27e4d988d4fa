package dev.attar.compiler.loops;

import dev.attar.compiler.loops.LoopProgram.Place;
import dev.attar.compiler.loops.LoopProgram.Step;
import dev.attar.compiler.reference.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A loop program as its own definition says, in float arithmetic: the meaning of the loop IR, which every schedule and every
 * emitter must keep bit for bit.
 */
public final class LoopRun {
    private final LoopProgram program;
    private final LoopBatch batch;
    private final LoopMemory memory;
    private final boolean backwards;
    private final Map<String, LoopScope> scopes = new LinkedHashMap<>();
    private final Map<String, StatementMeaning> kernels = new LinkedHashMap<>();

    private LoopRun(LoopProgram program, float[] weights, Tokens tokens, boolean backwards) {
        this.program = program;
        this.batch = LoopBatch.of(tokens);
        this.backwards = backwards;
        this.memory = new LoopMemory(weights, shared(), scratch());
    }

    /**
     * The rows of every output, by name.
     *
     * @param parameters values by name, row-major
     * @param backwards whether parallel loops and tasks run from the last to the first
     */
    public static Map<String, float[]> run(
            LoopProgram program, Function<String, float[]> parameters, Tokens tokens, boolean backwards) {
        return new LoopRun(program, LoopWeights.pack(program, parameters), tokens, backwards).outputs();
    }

    private Map<String, float[]> outputs() {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        for (Step step : program.steps()) {
            switch (step) {
                case Step.Call call -> call(call, 0);
                case Step.Layers(int count, long layerFloats, List<Step.Call> calls) -> {
                    for (int layer = 0; layer < count; layer++)
                        for (Step.Call call : calls) call(call, layer * layerFloats);
                }
                case Step.Reached(LoopProgram.Output output) -> outputs.put(output.name(), rows(output));
            }
        }
        return outputs;
    }

    private float[] rows(LoopProgram.Output output) {
        int rows = output.perToken() ? batch.tokens() : batch.sequences();
        float[] values = new float[rows * output.columns()];
        for (int r = 0; r < rows; r++) {
            int from = Math.toIntExact(begin(output.place(), 0)) + r * output.stride();
            System.arraycopy(memory.copy(from, output.columns()), 0, values, r * output.columns(), output.columns());
        }
        return values;
    }

    private void call(Step.Call call, long layer) {
        Kernel kernel = program.kernel(call.kernel());
        LoopScope scope = scopes.computeIfAbsent(kernel.name(), _ -> new LoopScope(memory, batch, backwards));
        StatementMeaning body = kernels.computeIfAbsent(kernel.name(), _ -> StatementMeaning.of(kernel.body(), scope));
        scope.setInteger(Sizes.TOKENS, batch.tokens());
        scope.setInteger(Sizes.SEQUENCES, batch.sequences());
        scope.setInteger(Sizes.LONGEST, batch.longest());
        for (int b = 0; b < kernel.buffers().size(); b++)
            scope.setBuffer(kernel.buffers().get(b).name(), begin(call.places().get(b), layer));
        long at = shared();
        for (Kernel.Scratch scratch : kernel.scratch()) {
            scope.setBuffer(scratch.buffer().name(), at);
            at += floats(scratch.floats());
        }
        memory.nextStep();
        body.run(scope);
    }

    private long begin(Place place, long layer) {
        return switch (place) {
            case Place.Arena(String _, long before, int column) -> before * batch.tokens() + column;
            case Place.Weights(String _, long offset, Element element, boolean perLayer) ->
                (offset + (perLayer ? layer : 0)) * element.perFloat();
        };
    }

    private int shared() {
        return Math.toIntExact(program.floatsPerToken() * batch.tokens());
    }

    /** What the program says it needs; a plain one does not say, so it gets what its hungriest kernel asks for. */
    private int scratch() {
        if (!program.scratchFloats().equals(Index.ZERO)) return floats(program.scratchFloats());
        return program.kernels().stream()
                .mapToInt(k ->
                        k.scratch().stream().mapToInt(s -> floats(s.floats())).sum())
                .max()
                .orElse(0);
    }

    /** A polynomial in the longest sequence. */
    private int floats(Index size) {
        return Math.toIntExact(
                size.with(Sizes.LONGEST, Index.of(batch.longest())).constant());
    }
}
