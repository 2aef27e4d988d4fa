package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Cost;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopRun;
import dev.attar.compiler.loops.Output;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Step;
import dev.attar.compiler.loops.WeightBlock;
import dev.attar.compiler.loops.WeightPlan;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.reference.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Loops made by hand: bodies that read weights {@code x} (rows of 64 floats) and write {@code y} (rows of 64 floats), run as
 * the one kernel of a program.
 */
final class Loops {
    static final int STRIDE = 64;
    private static final int ROWS = 16;
    static final Buffer X = Buffer.rows("x", Space.WEIGHT, STRIDE);
    static final Buffer Y = Buffer.rows("y", Space.ACTIVATION, STRIDE);

    private Loops() {}

    static Index at(String name) {
        return Index.name(name);
    }

    static Expr x(Index row, Index column) {
        return new Expr.Load(X, List.of(row, column), 1);
    }

    static Statement y(Index row, Index column, Expr value) {
        return new Statement.Store(Y, List.of(row, column), value);
    }

    static Expr local(String name) {
        return new Expr.Local(name, 1);
    }

    static Expr real(double value) {
        return new Expr.Real((float) value);
    }

    /** {@code y[0, 0] = the combination of x[0, 0 … extent - 1]}. */
    static Statement reduction(Combine combine, int extent) {
        return Statement.block(
                new Statement.Reduce("all", combine, "c", Index.of(extent), x(Index.ZERO, at("c"))),
                y(Index.ZERO, Index.ZERO, local("all")));
    }

    /** For each column n: {@code y[t, n] = 1 + sum over k of x[t, k] * x[k, n]}, a chain of multiply-adds. */
    static For chain(Index row, int columns, int depth) {
        return For.parallel(
                "n",
                Index.of(columns),
                new Statement.Var("c", real(1)),
                For.ordered(
                        "k",
                        Index.ZERO,
                        Index.of(depth),
                        new Statement.Let("b", x(at("k"), at("n"))),
                        new Statement.Let("a", x(row, at("k"))),
                        new Statement.Set("c", new Expr.Fma(local("a"), local("b"), local("c")))),
                y(row, at("n"), local("c")));
    }

    /** All floats of y after the body has run; those that it did not write are NaN. */
    static float[] run(Statement body) {
        Kernel kernel = new Kernel("hand", "", List.of(X, Y), List.of(), body);
        Place.Arena place = new Place.Arena("y", Index.ZERO, 0);
        WeightBlock block = new WeightBlock(
                "x",
                List.of(new WeightBlock.Part(Param.of("x", ROWS, STRIDE), 0)),
                new Layout.Rows(STRIDE),
                0,
                Optional.empty(),
                0);
        Axis tokens = new Axis("tokens", "T", "L", new Index.Array("starts"), ROWS);
        Input ids = new Input("ids", "token id", new Index.Array("tokenIds"), "tokens", 1);
        Output output = new Output("y", Index.name("T"), STRIDE, STRIDE, place);
        Entry entry = new Entry(
                "forward",
                new Inputs(List.of(tokens), List.of(ids)),
                List.of(
                        new Step.Call("hand", List.of(block.place(), place), "", Cost.NONE),
                        new Step.OutputReady(output)),
                Index.name("T").times(STRIDE),
                Index.ZERO,
                true);
        LoopProgram program =
                new LoopProgram("Hand", List.of(kernel), new WeightPlan(List.of(block), ROWS * STRIDE), List.of(entry));
        return LoopRun.run(program, _ -> numbers(), Tokens.of(Tokens.Sequence.of(new int[ROWS])), false)
                .get("y");
    }

    /** Of sizes so different that another order of additions gives another sum. */
    static float[] numbers() {
        Random random = new Random(7);
        float[] numbers = new float[ROWS * STRIDE];
        for (int i = 0; i < numbers.length; i++)
            numbers[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6) - 3));
        return numbers;
    }
}
