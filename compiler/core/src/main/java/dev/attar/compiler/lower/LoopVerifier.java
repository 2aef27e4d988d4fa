package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Layers;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Output;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.loops.PerLayer;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Step;
import dev.attar.compiler.loops.WeightBlock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What every loop program must fulfil: each kernel is known and called with as many places as it has buffers, each in the memory
 * that the buffer is declared in; weights lie in a block that begins there, and where layers are gone through, the block has every one of them;
 * activations lie inside the arena; kernels store only where their memory's owner allows it, and mention nothing that is not
 * defined before ({@link DefinitionCheck}); names are unique.
 */
public final class LoopVerifier {
    private final LoopProgram program;
    private final Entry entry;

    private LoopVerifier(LoopProgram program, Entry entry) {
        this.program = program;
        this.entry = entry;
    }

    /**
     * @return the same program
     * @throws IllegalStateException naming the first rule broken
     */
    public static LoopProgram verify(LoopProgram program) {
        Set<String> names = new HashSet<>();
        for (Kernel kernel : program.kernels()) {
            require(names.add(kernel.name()), "two kernels called " + kernel.name());
            writes(kernel);
            kernel.sizes().forEach(k -> DefinitionCheck.check(k, program.inputs()));
        }
        Set<String> entries = new HashSet<>();
        for (Entry entry : program.entries()) {
            require(entries.add(entry.name()), "two entries called " + entry.name());
            new LoopVerifier(program, entry).steps();
        }
        for (WeightBlock block : program.weights().blocks()) block(program, block);
        return program;
    }

    private static void writes(Kernel kernel) {
        kernel.body().all().forEach(s -> {
            Optional<Buffer> stored = switch (s) {
                case Statement.Store store -> Optional.of(store.buffer());
                case Statement.Fetch fetch -> Optional.of(fetch.to());
                default -> Optional.empty();
            };
            stored.ifPresent(b -> require(
                    b.space().isWritten(), kernel.name() + " writes " + b.name() + ", which lies in " + b.space()));
        });
    }

    private static void block(LoopProgram program, WeightBlock block) {
        long last =
                block.layers().map(l -> (l.count() - 1) * block.layerFloats()).orElse(0L);
        require(
                block.offset() >= 0 && block.offset() + last < program.weights().floats(),
                block.name() + " outside of the weights");
    }

    private void steps() {
        stale();
        for (Step step : entry.steps()) {
            switch (step) {
                case Step.Work work -> work(work, Optional.empty());
                case Step.PerLayerSteps layers -> layers.steps().forEach(s -> work(s, Optional.of(layers.layers())));
                case Step.OutputReady(var output) -> output(output);
            }
        }
        entry.given().forEach(this::output);
    }

    private void output(Output output) {
        inArena(output.name(), output.place().begin(), output.stride(), output.rows());
        require(output.columns() <= output.stride(), "rows of " + output.name() + " overlap");
    }

    private void work(Step.Work work, Optional<Layers> layers) {
        boolean fused = work instanceof Step.FusedRows;
        for (Step.Call call : work.calls()) {
            call(call, layers);
            for (Place place : call.places())
                require(
                        fused || !(place instanceof Place.RowLocal),
                        call.kernel() + " uses a fused row outside of them");
        }
    }

    private void call(Step.Call call, Optional<Layers> layers) {
        Kernel kernel = program.kernel(call.kernel());
        require(
                kernel.buffers().size() == call.places().size(),
                kernel.name() + " called with the wrong number of buffers");
        for (int i = 0; i < call.places().size(); i++) {
            Buffer buffer = kernel.buffers().get(i);
            Place place = call.places().get(i);
            require(
                    buffer.space() == place.space(),
                    kernel.name() + " expects " + buffer.name() + " in " + buffer.space() + ", not " + place);
            switch (place) {
                case Place.Arena(String value, Index begin, int _, Optional<PerLayer> perLayer) -> {
                    inArena(value, begin, 0, Index.ZERO);
                    perLayer.ifPresent(
                            p -> require(layers.isPresent(), value + " is per layer but used outside of layers"));
                }
                case Place.Parameters parameters -> parameters(parameters, layers);
                case Place.RowLocal(String value, Index begin, int _, int stride) ->
                    inArena(value, begin, stride, Index.name(Sizes.TOKENS));
                case Place.State state -> state(state, layers);
                case Place.Weights weights -> weights(kernel, buffer, weights, layers);
            }
        }
    }

    private void parameters(Place.Parameters place, Optional<Layers> layers) {
        ParameterPlan plan = program.parameters();
        require(place.offset() >= 0 && place.offset() < plan.all(), place + " outside of the parameters");
        place.perLayer()
                .ifPresent(p ->
                        require(layers.isPresent(), place.parameter() + " is per layer but used outside of layers"));
    }

    /** Whoever changes a parameter reads no packed weights: these would be older. */
    private void stale() {
        boolean changes = entry.calls().anyMatch(call -> {
            Kernel kernel = program.kernel(call.kernel());
            for (int i = 0; i < call.places().size(); i++)
                if (call.places().get(i) instanceof Place.Parameters p
                        && p.part() == ParameterPlan.Part.VALUE
                        && writes(kernel, kernel.buffers().get(i))) return true;
            return false;
        });
        boolean reads = entry.calls().flatMap(c -> c.places().stream()).anyMatch(Place.Weights.class::isInstance);
        require(!changes || !reads, entry.name() + " changes parameters and reads packed weights");
    }

    private static boolean writes(Kernel kernel, Buffer buffer) {
        return kernel.body()
                .all()
                .anyMatch(s -> s instanceof Statement.Store store
                        && store.buffer().name().equals(buffer.name()));
    }

    private void state(Place.State place, Optional<Layers> layers) {
        require(
                place.offset() >= 0 && place.offset() < program.state().blockFloats(),
                place.cache() + " outside of the state");
        place.perLayer()
                .ifPresent(
                        p -> require(layers.isPresent(), place.cache() + " is per layer but used outside of layers"));
    }

    private void weights(Kernel kernel, Buffer buffer, Place.Weights place, Optional<Layers> layers) {
        require(buffer.element() == place.element(), place.block() + " is not what " + kernel.name() + " reads");
        WeightBlock block = program.weights().block(place);
        require(place.equals(block.place()), place + " is not where " + block.name() + " lies: " + block.place());
        place.perLayer().ifPresent(perLayer -> {
            require(layers.isPresent(), block.name() + " is per layer but used outside of layers");
            require(
                    perLayer.has(layers.get(), block.layers().orElseThrow().count()),
                    block.name() + " has layers " + block.layers().get() + ", not all of " + layers.get());
        });
    }

    /** All factors of the place are at most those of the arena: what begins inside for any sizes. */
    private void inArena(String value, Index begin, long stride, Index rows) {
        Index rest = entry.arenaFloats().minus(begin);
        long row = rows.names().stream().mapToLong(rest::factor).sum();
        require(isInside(rest) && (row == 0 || stride <= row), value + " outside of the arena");
    }

    private static boolean isInside(Index rest) {
        return rest.constant() >= 0
                && rest.terms().values().stream().allMatch(f -> f >= 0)
                && (rest.constant() > 0 || !rest.terms().isEmpty());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException("loop IR: " + otherwise);
    }
}
