package dev.attar.compiler.lower;

import static dev.attar.compiler.lower.Rows.load;
import static dev.attar.compiler.lower.Rows.local;
import static dev.attar.compiler.lower.Rows.padded;
import static dev.attar.compiler.lower.Rows.real;
import static dev.attar.compiler.lower.Rows.var;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.lower.Lowered.Argument;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Operations that know which tokens belong together: embeddings with positions, pooling. */
final class SequenceLoops {
    private SequenceLoops() {}

    /** The body for each sequence, with the {@code start} of its rows along an axis and, where the body asks for it, their {@code length}. */
    static Statement eachSequence(Axis axis, Statement... body) {
        List<Statement> all = new ArrayList<>();
        Index s = var("s");
        all.add(new Statement.LetIndex("start", Index.element(axis.starts(), s)));
        if (Reads.of(Statement.block(body)).freeIndices().contains("length")) {
            all.add(new Statement.LetIndex(
                    "length", Index.element(axis.starts(), s.plus(1)).minus(var("start"))));
        }
        all.addAll(List.of(body));
        return new For("s", Index.ZERO, var(Sizes.SEQUENCES), 1, Order.TASKS, Statement.block(all));
    }

    /** {@code y[t] = table0[row0(t)] + table1[row1(t)] + …}. */
    static Lowered embed(Value out, Op.EmbedSum op, LoweringContext context) {
        int width = out.type().last();
        Buffer y = context.rows("y", out);
        List<Buffer> buffers = new ArrayList<>();
        List<Argument> arguments = new ArrayList<>();
        List<Statement> rows =
                new ArrayList<>(List.of(new Statement.LetIndex("t", var("start").plus(var("i")))));
        StringBuilder name = new StringBuilder("embed" + width);
        List<String> formula = new ArrayList<>();
        Expr sum = null;
        for (int l = 0; l < op.lookups().size(); l++) {
            Op.EmbedSum.Lookup lookup = op.lookups().get(l);
            Index row = lookup.indices()
                    .map(v -> Index.element(context.array(v), var("t")).plus(lookup.position()))
                    .orElse(var("i").plus(lookup.position()));
            String what = lookup.indices().map(SequenceLoops::word).orElse("position");
            Buffer table = Buffer.rows(tableName(what), Space.WEIGHT, padded(width));
            buffers.add(table);
            arguments.add(new Argument.OfWeights(WeightUse.table(lookup.table())));
            String rowName = what + "Row";
            rows.add(new Statement.LetIndex(rowName, row));
            Expr value = load(table, var(rowName), var("c"));
            sum = sum == null ? value : Expr.add(sum, value);
            name.append(capital(what));
            formula.add(table.name() + "[" + what + (lookup.position() > 0 ? " + " + lookup.position() : "") + "]");
        }
        rows.add(For.parallel("c", Index.of(padded(width)), new Statement.Store(y, List.of(var("t"), var("c")), sum)));
        buffers.add(y);
        arguments.add(Lowered.value(out));
        Statement body =
                eachSequence(context.axis(out), For.parallel("i", var("length"), rows.toArray(Statement[]::new)));
        return new Lowered(
                new Kernel(
                        name + context.axisSuffix(out),
                        "y = " + String.join(" + ", formula) + "      -> y (" + context.symbol(out) + "," + width + ")",
                        buffers,
                        List.of(),
                        body),
                arguments);
    }

    /** An input without its stack: {@code ids} for {@code source.ids}. */
    private static String word(Value input) {
        return input.name().substring(input.name().lastIndexOf('.') + 1);
    }

    private static String tableName(String what) {
        return switch (what) {
            case "ids" -> "tokens";
            case "position", "places" -> "positions";
            default -> what;
        };
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** One row from the rows of each sequence, of one pool or several side by side; sums go through the tokens in order. */
    static Lowered pool(Value out, Op.PoolTokens op, LoweringContext context) {
        int width = op.in().type().last();
        Buffer x = context.rows("x", op.in());
        Buffer y = context.rows("y", out);
        int count = op.pools().size();
        List<Statement> columns = new ArrayList<>();
        // Where several share a row, each stores its own channels alone.
        int stored = count == 1 ? padded(width) : width;
        for (int p = 0; p < count; p++) {
            Pool pool = op.pools().get(p);
            columns.add(pool(pool, x, y, stored, p * width, count == 1 ? "" : capitals(name(pool))));
        }
        List<String> names = op.pools().stream().map(SequenceLoops::name).toList();
        return new Lowered(
                new Kernel(
                        "pool" + names.stream().map(SequenceLoops::capitals).collect(Collectors.joining()) + width
                                + (context.suffix(op.in(), op.in())),
                        "y = " + String.join(" | ", names) + " of each sequence      x (T," + width + ") -> y (B,"
                                + out.type().last() + ")",
                        List.of(x, y),
                        List.of(),
                        eachSequence(context.axis(op.in()), columns.toArray(Statement[]::new))),
                List.of(Lowered.value(op.in()), Lowered.value(out)));
    }

    /** A pool in words: weighted mean. */
    static String name(Pool pool) {
        return pool.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code WeightedMean} for weighted mean. */
    static String capitals(String words) {
        return Stream.of(words.split(" ")).map(SequenceLoops::capital).collect(Collectors.joining());
    }

    /**
     * @param from the channel of {@code y} that the first one of {@code x} becomes
     * @param word behind the names of what is counted and summed, which differ from pool to pool
     */
    private static Statement pool(Pool pool, Buffer x, Buffer y, int width, int from, String word) {
        Index c = var("c" + word);
        Expr a = local("a" + word);
        List<Index> at = List.of(var("s"), from == 0 ? c : c.plus(from));
        Expr first = load(x, var("start"), c);
        Expr next = load(x, var("start").plus(var("i")), c);
        Expr last = load(x, var("start").plus(var("length")).plus(-1), c);
        Expr length = new Expr.FromIndex(var("length"));
        Expr sum = Expr.add(a, next);
        return switch (pool) {
            case CLS -> For.parallel("c" + word, Index.of(width), new Statement.Store(y, at, first));
            case LAST -> For.parallel("c" + word, Index.of(width), new Statement.Store(y, at, last));
            case MEAN ->
                overTokens(word, width, real(0), Index.ZERO, sum, new Statement.Store(y, at, Expr.div(a, length)));
            case WEIGHTED_MEAN -> {
                Expr place = new Expr.FromIndex(var("i").plus(1));
                Expr twice = Expr.mul(length, new Expr.FromIndex(var("length").plus(1)));
                yield overTokens(
                        word,
                        width,
                        real(0),
                        Index.ZERO,
                        new Expr.Fma(place, next, a),
                        new Statement.Store(y, at, Expr.div(a, Expr.mul(twice, real(0.5)))));
            }
            case MEAN_SQRT_LEN ->
                overTokens(
                        word,
                        width,
                        real(0),
                        Index.ZERO,
                        sum,
                        new Statement.Store(y, at, Expr.div(a, new Expr.Unary(Expr.UnaryOp.SQRT, length))));
            case MAX -> overTokens(word, width, first, Index.of(1), Expr.max(a, next), new Statement.Store(y, at, a));
        };
    }

    private static Statement overTokens(String word, int width, Expr initial, Index from, Expr next, Statement store) {
        String sum = "a" + word;
        return For.parallel(
                "c" + word,
                Index.of(width),
                new Statement.Var(sum, initial),
                For.ordered("i", from, var("length"), new Statement.Set(sum, next)),
                store);
    }
}
