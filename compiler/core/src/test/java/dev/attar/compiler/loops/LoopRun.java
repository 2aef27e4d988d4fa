package dev.attar.compiler.loops;

import dev.attar.compiler.reference.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A loop program as its own definition says, in float arithmetic: the meaning of the loop IR, which every schedule and every
 * emitter must keep bit for bit.
 */
public final class LoopRun {
    private final LoopProgram program;
    private final Entry entry;
    private final LoopBatch batch;
    private final LoopMemory memory;
    private final boolean backwards;
    private final int narrowPanels;
    private final Map<String, LoopScope> scopes = new LinkedHashMap<>();
    private final Map<String, StatementMeaning> kernels = new LinkedHashMap<>();

    private LoopRun(
            LoopProgram program, Entry entry, float[] weights, Tokens tokens, boolean backwards, int narrowPanels) {
        this.program = program;
        this.entry = entry;
        this.narrowPanels = narrowPanels;
        this.batch = LoopBatch.of(tokens);
        this.backwards = backwards;
        this.memory = new LoopMemory(weights, shared(), scratch());
    }

    /**
     * The rows of every output of the first entry point, by name.
     *
     * @param parameters values by name, row-major
     * @param backwards whether parallel loops and tasks run from the last to the first
     */
    public static Map<String, float[]> run(
            LoopProgram program, Function<String, float[]> parameters, Tokens tokens, boolean backwards) {
        return run(program, program.entries().getFirst(), parameters, tokens, backwards);
    }

    /** The rows of every output of an entry point. */
    public static Map<String, float[]> run(
            LoopProgram program, Entry entry, Function<String, float[]> parameters, Tokens tokens, boolean backwards) {
        return new LoopRun(program, entry, LoopWeights.pack(program, parameters), tokens, backwards, 0).outputs();
    }

    /** The rows with panels half as wide as the program says, which plain code can read. */
    public static Map<String, float[]> runOnNarrowPanels(
            LoopProgram program, Function<String, float[]> parameters, Tokens tokens) {
        LoopProgram narrow = program.with(program.kernels(), program.weights().map(LoopRun::narrow), program.entries());
        float[] weights = LoopWeights.pack(narrow, parameters);
        return new LoopRun(narrow, narrow.entries().getFirst(), weights, tokens, false, 1).outputs();
    }

    private static WeightBlock narrow(WeightBlock block) {
        return block.layout() instanceof Layout.Product(int width, int totalRows, int columns, var element, int lanes)
                ? block.withLayout(new Layout.Product(width / 2, totalRows, columns, element, lanes))
                : block;
    }

    private Map<String, float[]> outputs() {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        for (Step step : entry.steps()) {
            switch (step) {
                case Step.Work work -> work(work, 0);
                case Step.PerLayerSteps(Layers layers, List<Step.Work> inner) -> {
                    for (int layer : layers.numbers()) for (Step.Work work : inner) work(work, layer);
                }
                case Step.OutputReady(Output output) -> outputs.put(output.name(), rows(output));
            }
        }
        return outputs;
    }

    private float[] rows(Output output) {
        int rows = size(output.rows());
        float[] values = new float[rows * output.columns()];
        for (int r = 0; r < rows; r++) {
            int from = Math.toIntExact(begin(output.place(), 0)) + r * output.stride();
            System.arraycopy(memory.copy(from, output.columns()), 0, values, r * output.columns(), output.columns());
        }
        return values;
    }

    /** A polynomial over the sizes of the batch. */
    private int size(Index floats) {
        Index number = floats;
        for (Map.Entry<String, Integer> size : batch.sizes().entrySet())
            number = number.with(size.getKey(), Index.of(size.getValue()));
        if (!number.isConstant()) throw new IllegalStateException("no size of the batch: " + number);
        return Math.toIntExact(number.constant());
    }

    /** Forwards, a band is its calls one after the other; backwards it goes block by block, if it is scheduled. */
    private void work(Step.Work work, int layer) {
        boolean scheduled = work.calls().stream()
                .allMatch(c -> program.kernel(c.kernel()).rows().isPresent());
        if (work instanceof Step.FusedRows(List<Step.Call> calls) && backwards && scheduled) band(calls, layer);
        else for (Step.Call call : work.calls()) call(call, layer);
    }

    /** Two workers take turns; each has its own place for the rows that only a block needs. */
    private void band(List<Step.Call> calls, int layer) {
        int tokens = batch.tokens();
        int blocks = Math.min(tokens, 5);
        int most = Math.ceilDiv(tokens, blocks);
        memory.nextStep();
        int workers = 2 * most <= tokens ? 2 : 1;
        for (int worker = workers - 1; worker >= 0; worker--) {
            memory.nextTask(); // all that a worker does is one task: of its own places only the last block's rows
            // remain
            for (int block = blocks - 1 - worker; block >= 0; block -= workers) {
                int begin = tokens * block / blocks;
                int end = tokens * (block + 1) / blocks;
                for (Step.Call call : calls) rows(call, layer, begin, end, worker * most - begin);
            }
        }
    }

    /** @param own by how many rows a value of the band is moved */
    private void rows(Step.Call call, int layer, int begin, int end, int own) {
        Kernel kernel = program.kernel(call.kernel());
        Routine rows = kernel.rows().orElseThrow();
        LoopScope scope = scopes.computeIfAbsent(rows.name(), _ -> new LoopScope(memory, batch, backwards));
        StatementMeaning body = kernels.computeIfAbsent(rows.name(), _ -> StatementMeaning.of(rows.body(), scope));
        buffers(kernel, call, layer, own, scope);
        scope.setInteger("begin", begin);
        scope.setInteger("end", end);
        body.run(scope);
    }

    private void call(Step.Call call, int layer) {
        Kernel kernel = program.kernel(call.kernel());
        LoopScope scope = scopes.computeIfAbsent(kernel.name(), _ -> new LoopScope(memory, batch, backwards));
        StatementMeaning body = kernels.computeIfAbsent(kernel.name(), _ -> StatementMeaning.of(kernel.body(), scope));
        buffers(kernel, call, layer, 0, scope);
        memory.nextStep();
        body.run(scope);
    }

    private void buffers(Kernel kernel, Step.Call call, int layer, int own, LoopScope scope) {
        batch.sizes().forEach(scope::setInteger);
        scope.setInteger(Sizes.NARROW_PANELS, narrowPanels);
        for (int b = 0; b < kernel.buffers().size(); b++) {
            Place place = call.places().get(b);
            long moved = place instanceof Place.RowLocal band ? (long) band.stride() * own : 0;
            scope.setBuffer(kernel.buffers().get(b).name(), begin(place, layer) + moved);
        }
        long at = shared();
        for (Kernel.Scratch scratch : kernel.scratch()) {
            scope.setBuffer(scratch.buffer().name(), at);
            at += size(scratch.floats());
        }
    }

    private long begin(Place place, int layer) {
        return switch (place) {
            case Place.Arena(String _, Index begin, int column, Optional<PerLayer> perLayer) ->
                size(begin.plus(moved(perLayer, layer))) + column;
            case Place.RowLocal(String _, Index begin, int column, int _) -> size(begin) + column;
            case Place.Parameters(String _, var _, long offset, Optional<PerLayer> perLayer) ->
                offset + moved(perLayer, layer).constant();
            case Place.State _ -> throw new IllegalArgumentException("nothing is kept here: " + place);
            case Place.Weights(String _, long offset, Element element, Optional<PerLayer> perLayer) ->
                (offset + moved(perLayer, layer).constant()) * element.perFloat();
        };
    }

    private static Index moved(Optional<PerLayer> perLayer, int layer) {
        return perLayer.map(p -> p.at(layer)).orElse(Index.ZERO);
    }

    private int shared() {
        return size(entry.arenaFloats());
    }

    /** What the entry says it needs; a plain one does not say, so it gets what the hungriest kernel that it calls asks for. */
    private int scratch() {
        List<Kernel> called =
                entry.calls().map(c -> program.kernel(c.kernel())).distinct().toList();
        int local = called.stream()
                .mapToInt(k -> k.scratch().stream()
                        .filter(b -> b.buffer().space() == Space.LOCAL)
                        .mapToInt(b -> size(b.floats()))
                        .sum())
                .max()
                .orElse(0);
        if (!entry.scratchFloats().equals(Index.ZERO)) return size(entry.scratchFloats()) + local;
        return called.stream()
                .mapToInt(k ->
                        k.scratch().stream().mapToInt(b -> size(b.floats())).sum())
                .max()
                .orElse(0);
    }
}
