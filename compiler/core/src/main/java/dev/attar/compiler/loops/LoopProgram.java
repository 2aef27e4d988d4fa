package dev.attar.compiler.loops;

import java.util.List;
import java.util.Optional;

/**
 * A whole entry point as calls of kernels, with every place in memory decided.
 *
 * @param model the model's name
 * @param inputs what it accepts
 * @param kernels each once, in order of first use
 * @param steps in execution order
 * @param weights where every parameter lies in the packed weights
 * @param weightFloats length of the packed weights, in floats of 4 bytes, whatever their elements
 * @param floatsPerToken activations in the arena, for each token of the batch
 * @param scratchFloats memory for one worker: a polynomial in {@link Sizes#LONGEST}
 * @param fewestFusedTokens of a {@link Step.FusedRows} for each of several workers; where there are fewer, they share out each call instead
 */
public record LoopProgram(
        String model,
        Inputs inputs,
        List<Kernel> kernels,
        List<Step> steps,
        List<WeightBlock> weights,
        long weightFloats,
        long floatsPerToken,
        Index scratchFloats,
        int fewestFusedTokens) {
    public LoopProgram {
        kernels = List.copyOf(kernels);
        steps = List.copyOf(steps);
        weights = List.copyOf(weights);
    }

    public record Inputs(int vocabulary, int context, int segments) {}

    /** One step of the program. */
    public sealed interface Step {
        /** Work to be done: a call, or a band of them. */
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
         * Calls in which a token's rows depend on that token's rows alone: all of them may be done for some tokens before the
         * others are begun, in any order. {@link Place.RowLocal} values live only within it.
         */
        record FusedRows(List<Call> calls) implements Work {
            public FusedRows {
                calls = List.copyOf(calls);
            }
        }

        /** The same steps for each of {@code count} layers; per-layer weights move on by {@code layerFloats}. */
        record Layers(int count, long layerFloats, List<Work> steps) implements Step {
            public Layers {
                steps = List.copyOf(steps);
            }

            /** All calls of one layer, those of bands too. */
            public List<Call> calls() {
                return steps.stream().flatMap(s -> s.calls().stream()).toList();
            }
        }

        /** Here an output is complete. */
        record OutputReady(Output output) implements Step {}
    }

    /** An output: rows of {@code columns} floats, {@code stride} apart. */
    public record Output(String name, boolean perToken, int columns, int stride, Place.Arena place) {}

    /** Where a buffer begins. */
    public sealed interface Place {
        /** At float {@code T * floatsPerTokenBefore + column} of the arena. */
        record Arena(String value, long floatsPerTokenBefore, int column) implements Place {}

        /**
         * As {@link Arena}, in rows of {@code stride} floats; nobody outside of the band needs it, so when a band is done for some
         * tokens at a time, their rows may lie where the rows of other tokens would.
         */
        record RowLocal(String value, long floatsPerTokenBefore, int column, int stride) implements Place {}

        /**
         * At this float of the packed weights, of the first layer's where it is per layer; what lies there are elements of this
         * kind.
         */
        record Weights(String block, long offset, Element element, boolean perLayer) implements Place {}
    }

    /**
     * Parameters that lie together: one, or several side by side.
     *
     * @param name for comments
     * @param parts in order; part i begins at row (matrix) or element (vector) {@code firstRow}
     * @param layout how they are packed
     * @param offset first float: where it begins, in units of 4 bytes whatever its elements
     * @param layers the layers it is repeated over
     * @param layerFloats floats from one layer to the next, counted likewise
     */
    public record WeightBlock(
            String name, List<Part> parts, Layout layout, long offset, Optional<Layers> layers, long layerFloats) {
        public WeightBlock {
            parts = List.copyOf(parts);
        }

        /** The same, packed otherwise. */
        public WeightBlock withLayout(Layout other) {
            return new WeightBlock(name, parts, other, offset, layers, layerFloats);
        }

        public record Part(String parameter, List<Integer> shape, boolean sinusoidal, int firstRow) {
            public Part {
                shape = List.copyOf(shape);
            }
        }

        public record Layers(int first, int step, int count) {}
    }

    /** How a weight block is packed. */
    public sealed interface Layout {
        /** Rows of {@code stride} floats. */
        record Rows(int stride) implements Layout {}

        /**
         * A matrix (N,K) whose product with a vector is wanted. {@code width} 0: not decided yet, row-major; else packed in
         * panels of that many rows, transposed. Elements of 2 bytes then lie in pairs within the row of one k: those of two
         * neighbouring vectors of {@code lanes} share their words, the first vector's in the lower halves; a last vector without
         * a neighbour lies as it is.
         */
        record Product(int width, int totalRows, int columns, Element element, int lanes) implements Layout {}
    }

    /** Whether a kernel reads such elements. */
    public boolean hasElement(Element element) {
        return kernels.stream().flatMap(k -> k.buffers().stream()).anyMatch(b -> b.element() == element);
    }

    public Kernel kernel(String name) {
        return kernels.stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }

    /** The same, whose bands take at least so many tokens for each of several workers. */
    public LoopProgram withFusedTokens(int fewestTokens) {
        return new LoopProgram(
                model, inputs, kernels, steps, weights, weightFloats, floatsPerToken, scratchFloats, fewestTokens);
    }

    public LoopProgram with(List<Kernel> changedKernels, List<WeightBlock> changedWeights, Index changedScratch) {
        return new LoopProgram(
                model,
                inputs,
                changedKernels,
                steps,
                changedWeights,
                weightFloats,
                floatsPerToken,
                changedScratch,
                fewestFusedTokens);
    }
}
