package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Reduce;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reductions of several rows, side by side: a loop that goes through one row at a time waits in each turn for the result of the one
 * before. The loop over the rows is split before each reduction, which is legal as the rows do not see each other:
 *
 * <pre>
 * for each row { a = reduce …; b; c = reduce …; d }
 * =>  partials of a, all rows at once        -> parts (rows,16)
 *     for each row { a = fold parts; b }
 *     partials of c, all rows at once        -> parts (rows,16)
 *     for each row { c = fold parts; d }
 * </pre>
 *
 * <p>Each of the four is a method: all in one would be more than C2 inlines.
 */
final class RowReductions {
    private static final Buffer PARTS = new Buffer("parts", Space.SCRATCH, List.of(Index.of(16), Index.of(1)));

    private final String name;
    private final Phase phase;
    private final String row;
    private final int rows;
    private final Inside inside;
    private final int lanes;

    /** Floats of working memory for so many rows. */
    static Kernel.Scratch scratch(int rows) {
        return new Kernel.Scratch(PARTS, Index.of((long) rows * Reductions.PARTIALS));
    }

    /**
     * @param name of the methods, without what they do
     * @param row the index of the loop over the rows
     */
    RowReductions(String name, Phase phase, String row, int rows, Schedule schedule) {
        this.name = name;
        this.phase = phase;
        this.row = row;
        this.rows = rows;
        this.inside = new Inside(schedule);
        this.lanes = schedule.lanes();
    }

    /** The phase on the rows; empty where nothing can be gained, or a float lives from one part to the next. */
    Optional<Statement> apply(Statement body) {
        if (rows == 1 || lanes == 1 || !(body instanceof Statement.Block(List<Statement> all))) return Optional.empty();
        List<List<Statement>> parts = parts(all);
        if (parts.stream().noneMatch(RowReductions::reduces) || !areApart(parts)) return Optional.empty();
        List<Statement> out = new ArrayList<>();
        for (List<Statement> part : parts) {
            List<Statement> each = new ArrayList<>();
            String what = "From";
            String comment = phase.comment();
            for (Statement s : part) {
                if (s instanceof Reduce reduce) {
                    what += capital(reduce.name());
                    comment += ", from " + reduce.name() + " on,";
                    out.add(atOnce(reduce));
                    Reductions.tail(reduce, Reductions.foldedFrom(reduce, stored(), each), each);
                } else {
                    each.add(inside.apply(s));
                }
            }
            out.add(method(what, comment, For.parallel(row, Index.of(rows), Statement.block(each))));
        }
        return Optional.of(Statement.block(out));
    }

    /** The strips of sixteen of all rows. */
    private Statement atOnce(Reduce reduce) {
        List<Statement> strips = new ArrayList<>();
        List<Expr.Local> partials = Reductions.strips(reduce, lanes, strips);
        for (int i = 0; i < partials.size(); i++) {
            List<Index> at = List.of(Index.name(row), Index.of((long) i * lanes));
            strips.add(new Statement.Store(PARTS, at, partials.get(i)));
        }
        String comment = "parts = partial results of " + reduce.name() + "      -> parts (rows,16)";
        return method(capital(reduce.name()), comment, Jam.constants(Statement.block(strips), row, rows, 1));
    }

    /** The partial results of a row, which {@link #atOnce} has left. */
    private List<Expr> stored() {
        List<Expr> all = new ArrayList<>();
        for (int i = 0; i < Reductions.PARTIALS; i += lanes)
            all.add(new Expr.Load(PARTS, List.of(Index.name(row), Index.of(i)), lanes));
        return all;
    }

    private Statement method(String what, String comment, Statement body) {
        return Outline.apply(name + what + rows, comment + " for " + Outline.rows(rows), body);
    }

    private static List<List<Statement>> parts(List<Statement> all) {
        List<List<Statement>> parts = new ArrayList<>();
        for (Statement s : all) {
            if (parts.isEmpty() || s instanceof Reduce) parts.add(new ArrayList<>());
            parts.getLast().add(s);
        }
        return parts;
    }

    /** Whether a part begins with a reduction that has strips. */
    private static boolean reduces(List<Statement> part) {
        return part.getFirst() instanceof Reduce reduce
                && !Reductions.full(reduce).equals(Index.ZERO);
    }

    /** Whether no part uses a float of another. */
    private static boolean areApart(List<List<Statement>> parts) {
        Set<String> known = new HashSet<>();
        for (List<Statement> part : parts) {
            Set<String> mentioned = Reads.of(Statement.block(part)).locals();
            if (mentioned.stream().anyMatch(known::contains)) return false;
            known.addAll(mentioned);
        }
        return true;
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
