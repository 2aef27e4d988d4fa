package dev.attar.compiler.emit;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.ElementaryFunctions;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Rewriting;
import dev.attar.compiler.loops.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which small methods the kernels of a class call, so that it has those and no others. */
public final class Needs {
    private final SortedSet<Call> calls = new TreeSet<>(Comparator.naturalOrder());
    private final SortedSet<Combine> folds = new TreeSet<>();
    private int foldLanes = 1;
    private final SortedSet<Expr.HalfOf> halves = new TreeSet<>();
    private final SortedSet<Integer> widened = new TreeSet<>();
    private final SortedSet<Integer> integers = new TreeSet<>();
    private final SortedSet<Integer> scales = new TreeSet<>();
    private final SortedSet<Integer> larger = new TreeSet<>();
    private final SortedSet<Integer> scaled = new TreeSet<>();
    private boolean strips;
    private boolean pairs;
    private boolean vectorOfArena;
    private boolean vectorOfWeights;
    private boolean weight;
    private boolean fetch;
    private boolean fetchIntegers;
    private final SortedSet<Boolean> draws = new TreeSet<>();

    private record Call(Elementary function, int lanes) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            int byFunction = function.compareTo(other.function);
            return byFunction != 0 ? byFunction : Integer.compare(lanes, other.lanes);
        }
    }

    public List<Elementary> functions(int lanes) {
        return calls.stream()
                .filter(c -> c.lanes() == lanes)
                .map(Call::function)
                .toList();
    }

    public SortedSet<Combine> folds() {
        return folds;
    }

    /** Lanes of the vectors that are folded; 1 where none are. */
    public int foldLanes() {
        return foldLanes;
    }

    /** For how many lanes functions are called. */
    public SortedSet<Integer> lanesOfFunctions() {
        SortedSet<Integer> lanes = new TreeSet<>();
        calls.forEach(c -> lanes.add(c.lanes()));
        return lanes;
    }

    public SortedSet<Expr.HalfOf> halves() {
        return halves;
    }

    /** For how many lanes the larger of two is taken. */
    public SortedSet<Integer> larger() {
        return larger;
    }

    /** For how many lanes a float is scaled by a power of two. */
    public SortedSet<Integer> scaled() {
        return scaled;
    }

    /** Whether a range is cut into strips. */
    public boolean strips() {
        return strips;
    }

    public boolean pairs() {
        return pairs;
    }

    /** How many weights are widened as they are loaded: 1, the lanes of a vector, or both. */
    public SortedSet<Integer> widened() {
        return widened;
    }

    /** How many integers of 8 bits are loaded at once: 1, the lanes of a vector, or both. */
    public SortedSet<Integer> integers() {
        return integers;
    }

    /** How many scales of integers of 8 bits are loaded at once: 1, the lanes of a vector, or both. */
    public SortedSet<Integer> scales() {
        return scales;
    }

    public boolean vectorOfArena() {
        return vectorOfArena;
    }

    public boolean vectorOfWeights() {
        return vectorOfWeights;
    }

    public boolean weight() {
        return weight;
    }

    /** Whether dropout's numbers are drawn along rows, along columns, or both. */
    public SortedSet<Boolean> draws() {
        return draws;
    }

    public boolean fetch() {
        return fetch;
    }

    /** Whether integers with scales are fetched as floats. */
    public boolean fetchIntegers() {
        return fetchIntegers;
    }

    /** Looks at all that is printed with it; the routines that it runs are added by themselves. */
    public void add(Statement statement) {
        pass.statement(statement);
    }

    private final Rewriting pass = new Rewriting() {
        @Override
        public Statement statement(Statement statement) {
            switch (statement) {
                case Statement.TiledLoop loop -> strips |= loop.split() == Statement.TiledLoop.SplitPolicy.EVENLY;
                case Statement.Fetch(var _, Buffer from, var _, int _) -> {
                    if (from.element() == Element.GROUPED) fetchIntegers = true;
                    else fetch = true;
                }
                case Statement.Draw draw -> draws.add(draw.alongRows());
                default -> {} // needs nothing itself
            }
            return super.statement(statement);
        }

        @Override
        public Expr expr(Expr expr) {
            Expr same = super.expr(expr);
            note(expr);
            return same;
        }
    };

    private void note(Expr expr) {
        switch (expr) {
            case Expr.Load load -> {
                boolean ofWeights = load.buffer().isOfWeights();
                switch (load.buffer().element()) {
                    case FP32 -> {
                        if (load.lanes() > 1 && ofWeights) vectorOfWeights = true;
                        else if (load.lanes() > 1) vectorOfArena = true;
                        else if (ofWeights) weight = true;
                    }
                    case BF16 -> widened.add(load.lanes());
                    case INTEGER -> integers.add(load.lanes());
                    case SCALE -> scales.add(load.lanes());
                    case GROUPED -> throw new IllegalStateException("not scheduled: " + load);
                }
            }
            case Expr.LoadPairs _ -> pairs = true;
            case Expr.Half half -> halves.add(half.half());
            case Expr.Binary binary -> {
                if (binary.op() == Expr.BinaryOp.MAX) larger.add(binary.lanes());
                if (binary.op() == Expr.BinaryOp.SCALE) scaled.add(binary.lanes());
            }
            case Expr.Call(Elementary function, Expr argument) -> call(function, argument.lanes());
            case Expr.Fold(Combine combine, Expr vector) -> {
                folds.add(combine);
                foldLanes = vector.lanes();
            }
            default -> {} // an operator of the language
        }
    }

    private void call(Elementary function, int lanes) {
        if (!calls.add(new Call(function, lanes))) return;
        ElementaryFunctions.Definition definition = ElementaryFunctions.of(function);
        if (lanes > 1) definition = definition.wide(lanes);
        definition.steps().forEach(this::add);
        pass.expr(definition.result());
    }
}
