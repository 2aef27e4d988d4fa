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
 */
public record LoopProgram(
        String model,
        Inputs inputs,
        List<Kernel> kernels,
        List<Step> steps,
        List<WeightBlock> weights,
        long weightFloats,
        long floatsPerToken,
        Index scratchFloats) {
    public LoopProgram {
        kernels = List.copyOf(kernels);
        steps = List.copyOf(steps);
        weights = List.copyOf(weights);
    }

    public record Inputs(int vocabulary, int context, int segments) {}

    /** One step of the program. */
    public sealed interface Step {
        /** Runs a kernel; the places are those of its buffers, in order. */
        record Call(String kernel, List<Place> places, String comment) implements Step {
            public Call {
                places = List.copyOf(places);
            }
        }

        /** The same calls for each of {@code count} layers; per-layer weights move on by {@code layerFloats}. */
        record Layers(int count, long layerFloats, List<Call> calls) implements Step {
            public Layers {
                calls = List.copyOf(calls);
            }
        }

        /** Here an output is complete. */
        record Reached(Output output) implements Step {}
    }

    /** An output: rows of {@code columns} floats, {@code stride} apart. */
    public record Output(String name, boolean perToken, int columns, int stride, Place.Arena place) {}

    /** Where a buffer begins. */
    public sealed interface Place {
        /** At float {@code T * floatsPerTokenBefore + column} of the arena. */
        record Arena(String value, long floatsPerTokenBefore, int column) implements Place {}

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

    public LoopProgram with(List<Kernel> changedKernels, List<WeightBlock> changedWeights, Index changedScratch) {
        return new LoopProgram(
                model, inputs, changedKernels, steps, changedWeights, weightFloats, floatsPerToken, changedScratch);
    }
}
