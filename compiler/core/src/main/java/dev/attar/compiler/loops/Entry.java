package dev.attar.compiler.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One entry point of a model as calls of kernels, with every place in memory decided.
 *
 * @param name {@code forward}
 * @param inputs what a call is given
 * @param steps in execution order
 * @param arenaFloats activations in the arena: a polynomial over the call's sizes, linear in each
 * @param scratchFloats memory for one worker: a polynomial in the longest sequences; 0 before scheduling
 * @param given floats that callers give: they are copied into the arena before the first step
 * @param separable whether each sequence can be computed by itself: every output has its own rows for each sequence
 */
public record Entry(
        String name,
        Inputs inputs,
        List<Step> steps,
        Index arenaFloats,
        Index scratchFloats,
        List<Output> given,
        boolean separable) {
    public Entry {
        steps = List.copyOf(steps);
        given = List.copyOf(given);
    }

    /** That is given no floats. */
    public Entry(
            String name, Inputs inputs, List<Step> steps, Index arenaFloats, Index scratchFloats, boolean separable) {
        this(name, inputs, steps, arenaFloats, scratchFloats, List.of(), separable);
    }

    public Entry withScratch(Index floats) {
        return new Entry(name, inputs, steps, arenaFloats, floats, given, separable);
    }

    /** In execution order. */
    public List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (Step step : steps) if (step instanceof Step.OutputReady(Output output)) outputs.add(output);
        return outputs;
    }

    /** The work of all steps, that within layers once. */
    public Stream<Step.Work> works() {
        return steps.stream().flatMap(step -> switch (step) {
            case Step.Work work -> Stream.of(work);
            case Step.PerLayerSteps layers -> layers.steps().stream();
            case Step.OutputReady _ -> Stream.of();
        });
    }

    /** Whether it reads or writes what is kept between calls. */
    public boolean hasState() {
        return calls().flatMap(c -> c.places().stream()).anyMatch(Place.State.class::isInstance);
    }

    /** All calls, those within layers once. */
    public Stream<Step.Call> calls() {
        return works().flatMap(work -> work.calls().stream());
    }
}
