package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Buffer.Space;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Substitution;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A register tile for products of any shape: the number of terms and the distances between rows are given to it. All products of
 * a program then run in one method, which HotSpot has compiled before the first layer is through.
 */
final class SharedTile {
    private static final String TERMS = "K";

    private final Map<String, Index> sizes = new LinkedHashMap<>();

    private SharedTile() {}

    static Statement apply(Phase phase, Statement tile, String shape) {
        SharedTile shared = new SharedTile();
        Statement any = shared.distances(shared.terms(tile));
        boolean biased = Reads.of(any).buffers().stream().anyMatch(b -> b.name().startsWith("bias"));
        List<Statement> all = new ArrayList<>();
        shared.sizes.forEach((name, value) -> all.add(new Statement.LetIndex(name, value)));
        all.add(Outline.apply(
                "product" + (biased ? "" : "NoBias") + shape,
                phase.comment() + " on a tile of " + shape + ", for products of any shape",
                any));
        return Statement.block(all);
    }

    /** The ordered loop goes to K. */
    private Statement terms(Statement tile) {
        return switch (tile) {
            case Statement.Block(List<Statement> all) ->
                new Statement.Block(all.stream().map(this::terms).toList());
            case For loop when loop.order() == Order.ORDERED -> {
                sizes.put(TERMS, loop.to());
                yield new For(loop.index(), loop.from(), Index.name(TERMS), loop.step(), loop.order(), loop.body());
            }
            default -> tile;
        };
    }

    /** Rows of the activation x are xRow floats apart. */
    private Statement distances(Statement tile) {
        return Substitution.access(access -> {
                    Buffer buffer = access.buffer();
                    if (buffer.space() == Space.SCRATCH || buffer.strides().size() == 1) return access;
                    String row = buffer.name() + "Row";
                    sizes.put(row, buffer.strides().getFirst());
                    List<Index> strides = new ArrayList<>(buffer.strides());
                    strides.set(0, Index.name(row));
                    return new Access(new Buffer(buffer.name(), buffer.space(), strides), access.indices());
                })
                .apply(tile);
    }
}
