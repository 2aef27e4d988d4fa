package dev.attar.compiler.loops;

import java.util.List;
import java.util.stream.IntStream;

/** The layers {@code first, first + step, …}, {@code count} of them, in order of execution: backwards where the step is negative. */
public record Layers(int first, int step, int count) {
    /** Their numbers, in order of execution. */
    public List<Integer> numbers() {
        return IntStream.range(0, count).mapToObj(i -> first + i * step).toList();
    }
}
