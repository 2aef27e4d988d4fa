package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.LoopProgram.Place;

/** Where a buffer begins, as an expression: of T, of {@code at} (a layer's weights), of {@code own} (a worker's rows in a band). */
final class PlaceCode {
    private PlaceCode() {}

    /** For all rows. */
    static CodeBlock of(Place place) {
        return switch (place) {
            case Place.Arena(String _, long before, int column) -> arena(before, column);
            case Place.RowLocal(String _, long before, int column, int _) -> arena(before, column);
            case Place.Weights(String _, long offset, Element element, boolean perLayer) -> {
                int each = element.perFloat(); // offsets are in floats, a kernel counts in elements
                CodeBlock begin = CodeBlock.of("$LL", each * offset);
                if (!perLayer) yield begin;
                yield each == 1 ? CodeBlock.of("$L + at", begin) : CodeBlock.of("$L + $L * at", begin, each);
            }
        };
    }

    /** For the rows of one block of a band. */
    static CodeBlock own(Place place) {
        return place instanceof Place.RowLocal(String _, long _, int _, int stride)
                ? CodeBlock.of("$L + $L * own", of(place), stride)
                : of(place);
    }

    private static CodeBlock arena(long before, int column) {
        CodeBlock begin = before == 0 ? CodeBlock.of("0") : CodeBlock.of("$L * T", before);
        if (column == 0) return begin;
        return before == 0 ? CodeBlock.of("$L", column) : CodeBlock.of("$L + $L", begin, column);
    }
}
