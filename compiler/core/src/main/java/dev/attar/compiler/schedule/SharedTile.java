package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tile of a product of any shape: the number of terms is called K, the distance of the rows of a buffer x is called xRow, and
 * who runs the tile says how much they are. So all products of a program run in the same methods.
 */
final class SharedTile {
    private static final String TERMS = "K";

    private final Map<String, Index> sizes = new LinkedHashMap<>();

    /** One name for equal tiles. */
    static String name(Statement row, boolean ofFloats, String shape) {
        List<Buffer> buffers = Reads.of(row).buffers();
        boolean biased = buffers.stream().anyMatch(b -> b.name().startsWith("bias"));
        return (ofFloats ? "product" : "bfloat16Product") + (biased ? "" : "NoBias") + shape;
    }

    /** A row of a tile for one shape as a row for any. */
    Statement ofAnyShape(Statement row) {
        return Substitution.access(this::ofAnyDistance).apply(toAnyNumberOfTerms(row));
    }

    /** How much the sizes are here. */
    List<Statement> sizes() {
        List<Statement> all = new ArrayList<>();
        sizes.forEach((name, size) -> all.add(new LetIndex(name, size)));
        return all;
    }

    private Statement toAnyNumberOfTerms(Statement row) {
        return switch (row) {
            case Statement.Block block -> block.mapChildren(this::toAnyNumberOfTerms);
            case For loop
            when loop.order() == Order.ORDERED -> {
                sizes.put(TERMS, loop.to());
                yield new For(loop.index(), loop.from(), Index.name(TERMS), loop.step(), loop.order(), loop.body());
            }
            default -> row;
        };
    }

    private Access ofAnyDistance(Access access) {
        Buffer buffer = access.buffer();
        if (buffer.space() == Space.SCRATCH || buffer.strides().size() == 1) return access;
        String distance = buffer.name() + "Row";
        sizes.put(distance, buffer.strides().getFirst());
        List<Index> strides = new ArrayList<>(buffer.strides());
        strides.set(0, Index.name(distance));
        return new Access(buffer.withStrides(strides), access.indices());
    }
}
