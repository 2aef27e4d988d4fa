package dev.attar.compiler.loops;

import java.util.List;

/** One step of an entry point. */
public sealed interface Step {
    /** Work to be done: a call, or fused rows. */
    sealed interface Work extends Step {
        /** In execution order. */
        List<Call> calls();
    }

    /** Runs a kernel; the places are those of its buffers, in order. */
    record Call(String kernel, List<Place> places, String comment, Cost cost) implements Work {
        public Call {
            places = List.copyOf(places);
        }

        @Override
        public List<Call> calls() {
            return List.of(this);
        }
    }

    /**
     * Calls in which a token's rows depend on that token's rows alone: all of them may be done for some tokens before the others are
     * begun, in any order. {@link Place.RowLocal} values live only within it.
     */
    record FusedRows(List<Call> calls) implements Work {
        public FusedRows {
            calls = List.copyOf(calls);
        }
    }

    /** Steps that are repeated for each of some layers, one layer after another; what is per layer moves on with them. */
    record PerLayerSteps(Layers layers, List<Work> steps) implements Step {
        public PerLayerSteps {
            steps = List.copyOf(steps);
        }

        /** All calls of one layer, those of fused rows too. */
        public List<Call> calls() {
            return steps.stream().flatMap(s -> s.calls().stream()).toList();
        }
    }

    /** Here an output is complete. */
    record OutputReady(Output output) implements Step {}
}
