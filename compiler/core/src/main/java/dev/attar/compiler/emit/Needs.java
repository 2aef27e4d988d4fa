package dev.attar.compiler.emit;

import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.ElementaryFunctions;
import dev.attar.compiler.loops.Expr;
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
    private final SortedSet<Integer> larger = new TreeSet<>();
    private final SortedSet<Integer> scaled = new TreeSet<>();
    private boolean strips;
    private boolean pairs;
    private boolean vectorOfArena;
    private boolean vectorOfWeights;
    private boolean weight;
    private boolean fetch;

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

    public boolean vectorOfArena() {
        return vectorOfArena;
    }

    public boolean vectorOfWeights() {
        return vectorOfWeights;
    }

    public boolean weight() {
        return weight;
    }

    public boolean fetch() {
        return fetch;
    }

    public void add(Statement statement) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(this::add);
            case Statement.For loop -> add(loop.body());
            case Statement.Ladder ladder -> ladder.rungs().forEach(r -> add(r.body()));
            case Statement.Strips some -> {
                strips |= some.dealing() == Statement.Strips.Dealing.EVENLY;
                some.rungs().forEach(r -> add(r.body()));
            }
            case Statement.Tasks tasks -> add(tasks.body());
            case Statement.Let(String _, Expr value) -> add(value);
            case Statement.Var(String _, Expr value) -> add(value);
            case Statement.Set(String _, Expr value) -> add(value);
            case Statement.Store store -> add(store.value());
            case Statement.Reduce reduce -> add(reduce.element());
            case Statement.Phase phase -> add(phase.body());
            case Statement.Fetch _ -> fetch = true;
            case Statement.Spread spread -> add(spread.body());
            case Statement.When when -> add(when.body());
            case Statement.LetIndex _, Statement.Run _, Statement.Barrier _, Statement.Window _ -> {}
        }
    }

    private void add(Expr expr) {
        switch (expr) {
            case Expr.Real _, Expr.FromIndex _, Expr.Local _ -> {}
            case Expr.Load load -> {
                boolean ofWeights = load.buffer().isOfWeights();
                if (load.buffer().element() == Element.BF16) widened.add(load.lanes());
                else if (load.lanes() > 1 && ofWeights) vectorOfWeights = true;
                else if (load.lanes() > 1) vectorOfArena = true;
                else if (ofWeights) weight = true;
            }
            case Expr.LoadPairs _ -> pairs = true;
            case Expr.Half(Expr.HalfOf half, Expr of) -> {
                halves.add(half);
                add(of);
            }
            case Expr.Broadcast(Expr value, int _) -> add(value);
            case Expr.Lane(Expr vector, int _) -> add(vector);
            case Expr.Unary(Expr.UnaryOp _, Expr value) -> add(value);
            case Expr.Binary(Expr.BinaryOp op, Expr left, Expr right) -> {
                if (op == Expr.BinaryOp.MAX) larger.add(left.lanes());
                if (op == Expr.BinaryOp.SCALE) scaled.add(left.lanes());
                add(left);
                add(right);
            }
            case Expr.Fma(Expr a, Expr b, Expr c) -> {
                add(a);
                add(b);
                add(c);
            }
            case Expr.IfLess(Expr left, Expr right, Expr then, Expr otherwise) -> {
                add(left);
                add(right);
                add(then);
                add(otherwise);
            }
            case Expr.Call(Elementary function, Expr argument) -> {
                add(argument);
                call(function, argument.lanes());
            }
            case Expr.Fold(Combine combine, Expr vector) -> {
                folds.add(combine);
                foldLanes = vector.lanes();
                add(vector);
            }
        }
    }

    private void call(Elementary function, int lanes) {
        if (!calls.add(new Call(function, lanes))) return;
        ElementaryFunctions.Definition definition = ElementaryFunctions.of(function);
        if (lanes > 1) definition = definition.wide(lanes);
        definition.steps().forEach(this::add);
        add(definition.result());
    }
}
