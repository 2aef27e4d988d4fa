package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Statements of the loop IR as Java statements. */
final class StatementCode {
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final Consumer<Routine> routines;

    private StatementCode(Consumer<Routine> routines) {
        this.routines = routines;
    }

    /**
     * @param routines is told of each routine that is called
     */
    static CodeBlock of(Statement statement, Consumer<Routine> routines) {
        StatementCode body = new StatementCode(routines);
        body.add(statement);
        return body.code.build();
    }

    private void add(Statement statement) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(this::add);
            case Statement.For loop -> loop(loop);
            case Statement.Ladder ladder -> ladder(ladder);
            case Statement.Tasks tasks -> tasks(tasks);
            case Statement.LetIndex(String name, Index value) ->
                code.addStatement("int $N = $L", name, IndexCode.of(value));
            case Statement.Let(String name, Expr value) -> declare(name, value);
            case Statement.Var(String name, Expr value) -> declare(name, value);
            case Statement.Set(String name, Expr value) -> code.addStatement("$N = $L", name, ExprCode.of(value));
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) -> store(buffer, at, value);
            case Statement.Run(Routine routine) -> run(routine);
            case Statement.Reduce _, Statement.Phase _ ->
                throw new IllegalStateException("not scheduled: " + statement);
        }
    }

    private void declare(String name, Expr value) {
        if (value.lanes() == 1) code.addStatement("float $N = $L", name, ExprCode.of(value));
        else code.addStatement("$T $N = $L", Names.VECTOR, name, ExprCode.of(value));
    }

    private void store(Buffer buffer, List<Index> at, Expr value) {
        CodeBlock place = ExprCode.place(buffer, at);
        if (value.lanes() == 1) code.addStatement("arena[$L] = $L", place, ExprCode.of(value));
        else code.addStatement("$L.intoArray(arena, $L)", ExprCode.of(value), place);
    }

    private void loop(Statement.For loop) {
        String name = loop.index();
        CodeBlock from = IndexCode.of(loop.from());
        boolean even = loop.step() == 1
                || (loop.from().isMultipleOf(loop.step()) && loop.to().isMultipleOf(loop.step()));
        CodeBlock more = even
                ? CodeBlock.of("$N < $L", name, IndexCode.of(loop.to()))
                : CodeBlock.of("$N + $L <= $L", name, loop.step(), IndexCode.of(loop.to()));
        code.beginControlFlow("for (int $N = $L; $L; $L)", name, from, more, advance(name, loop.step()));
        add(loop.body());
        code.endControlFlow();
    }

    private static CodeBlock advance(String name, int step) {
        return step == 1 ? CodeBlock.of("$N++", name) : CodeBlock.of("$N += $L", name, step);
    }

    private void ladder(Statement.Ladder ladder) {
        String name = ladder.index();
        Index length = ladder.to().minus(ladder.from());
        int first = ladder.rungs().getFirst().step();
        if (ladder.rungs().size() == 1 && length.isConstant() && length.constant() == first) {
            code.addStatement("int $N = $L", name, IndexCode.of(ladder.from()));
            add(ladder.rungs().getFirst().body());
            return;
        }
        code.addStatement("int $N = $L", name, IndexCode.of(ladder.from()));
        for (Statement.Rung rung : ladder.rungs()) {
            CodeBlock more = rung.step() == 1
                    ? CodeBlock.of("$N < $L", name, IndexCode.of(ladder.to()))
                    : CodeBlock.of("$N + $L <= $L", name, rung.step(), IndexCode.of(ladder.to()));
            code.beginControlFlow("for (; $L; $L)", more, advance(name, rung.step()));
            add(rung.body());
            code.endControlFlow();
        }
    }

    private void tasks(Statement.Tasks tasks) {
        List<Statement.Axis> axes = tasks.axes();
        List<CodeBlock> counts = new ArrayList<>();
        for (Statement.Axis axis : axes) {
            CodeBlock count = count(axis);
            if (axis.to().isConstant() || axes.size() == 1) {
                counts.add(count);
            } else {
                code.addStatement("int $NCount = $L", axis.index(), count);
                counts.add(CodeBlock.of("$NCount", axis.index()));
            }
        }
        code.addStatement("int tasks = $L", CodeBlock.join(counts, " * "));
        code.beginControlFlow("for (int task = worker.claim(); task < tasks; task = worker.claim())");
        for (int i = 0; i < axes.size(); i++) {
            CodeBlock number = CodeBlock.of("task");
            for (int j = i + 1; j < axes.size(); j++) number = CodeBlock.of("$L / $L", number, counts.get(j));
            if (i > 0) number = CodeBlock.of("$L % $L", number, counts.get(i));
            Statement.Axis axis = axes.get(i);
            code.addStatement(
                    axis.stride() == 1 ? "int $N = $L" : "int $N = $L * " + axis.stride(), axis.index(), number);
        }
        add(tasks.body());
        code.endControlFlow();
    }

    private static CodeBlock count(Statement.Axis axis) {
        if (axis.to().isConstant())
            return CodeBlock.of("$L", Math.ceilDiv(axis.to().constant(), (long) axis.stride()));
        if (axis.stride() == 1) return IndexCode.of(axis.to());
        return CodeBlock.of("($L + $L) / $L", IndexCode.of(axis.to()), axis.stride() - 1, axis.stride());
    }

    private void run(Routine routine) {
        routines.accept(routine);
        code.addStatement("$L($L)", routine.name(), CodeBlock.join(arguments(routine), ", "));
    }

    /** What a routine is given: the memories it touches, the beginnings of its buffers, its integers. */
    static List<CodeBlock> arguments(Routine routine) {
        List<CodeBlock> arguments = new ArrayList<>();
        if (touches(routine, false)) arguments.add(CodeBlock.of("arena"));
        if (touches(routine, true)) arguments.add(CodeBlock.of("weights"));
        for (Buffer buffer : routine.buffers()) arguments.add(CodeBlock.of("$N", buffer.name()));
        for (String index : routine.indices()) arguments.add(CodeBlock.of("$N", index));
        return arguments;
    }

    static boolean touches(Routine routine, boolean weights) {
        return Reads.of(routine.body()).buffers().stream().anyMatch(b -> (b.space() == Buffer.Space.WEIGHT) == weights);
    }
}
