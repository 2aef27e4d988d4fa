package dev.attar.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where a buffer begins, as a Java expression of the call's sizes and of the present layer's offsets. */
public final class PlaceCode {
    private PlaceCode() {}

    /** For all rows. */
    public static CodeBlock of(Place place, LayerOffsets offsets) {
        return switch (place) {
            case Place.Arena(String _, Index begin, int column, var _) ->
                plus(sum(begin.plus(column)), offsets.name(place), 1);
            case Place.RowLocal(String _, Index begin, int column, int _) -> sum(begin.plus(column));
            case Place.Parameters(String _, var _, long offset, var _) -> near(offset, offsets.name(place));
            case Place.State(String _, long offset, var _) -> near(offset, offsets.name(place));
            case Place.Weights(String _, long offset, Element element, var _) -> {
                int each = element.perFloat(); // offsets are in floats, a kernel counts in elements
                yield plus(CodeBlock.of("$LL", each * offset), offsets.name(place), each);
            }
        };
    }

    /** For the rows of one block of fused rows: {@code own} is by how many rows the worker's own memory is moved. */
    public static CodeBlock own(Place place, LayerOffsets offsets) {
        return place instanceof Place.RowLocal local
                ? CodeBlock.of("$L + $L * own", of(place, offsets), local.stride())
                : of(place, offsets);
    }

    /** A place in an array, where layers lie a number of floats apart. */
    private static CodeBlock near(long offset, Optional<String> layer) {
        return layer.isEmpty() ? CodeBlock.of("$L", offset) : CodeBlock.of("(int) ($LL + $N)", offset, layer.get());
    }

    private static CodeBlock plus(CodeBlock begin, Optional<String> offset, int each) {
        if (offset.isEmpty()) return begin;
        if (begin.toString().equals("0") && each == 1) return CodeBlock.of("$N", offset.get());
        return each == 1
                ? CodeBlock.of("$L + $N", begin, offset.get())
                : CodeBlock.of("$L + $L * $N", begin, each, offset.get());
    }

    /** The names of the sizes that it depends on. */
    public static Set<String> sizes(Place place) {
        Set<String> names = new TreeSet<>();
        LayerOffsets.perLayer(place).ifPresent(p -> names.addAll(p.stride().names()));
        switch (place) {
            case Place.Arena arena -> names.addAll(arena.begin().names());
            case Place.RowLocal local -> names.addAll(local.begin().names());
            case Place.State _, Place.Weights _, Place.Parameters _ -> {}
        }
        return names;
    }

    /** A polynomial over sizes. */
    public static CodeBlock sum(Index index) {
        List<CodeBlock> terms = new ArrayList<>();
        index.terms().forEach((atoms, factor) -> {
            List<CodeBlock> factors = new ArrayList<>();
            if (factor != 1) factors.add(CodeBlock.of("$L", factor));
            atoms.forEach(a -> factors.add(CodeBlock.of("$L", a)));
            terms.add(CodeBlock.join(factors, " * "));
        });
        if (index.constant() != 0 || terms.isEmpty()) terms.add(CodeBlock.of("$L", index.constant()));
        return CodeBlock.join(terms, " + ");
    }
}
