package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Statements of the loop IR as statements of OpenCL C. */
final class StatementCode {
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final Consumer<Routine> routines;

    private StatementCode(Consumer<Routine> routines) {
        this.routines = routines;
    }

    /** @param routines is told of each routine that is called */
    static CodeBlock of(Statement statement, Consumer<Routine> routines) {
        StatementCode body = new StatementCode(routines);
        if (statement instanceof Statement.Block(List<Statement> all)) body.paragraphs(all);
        else body.add(statement);
        return body.code.build();
    }

    /** A loop between other statements, as a tile has it, stands apart from them. */
    private void paragraphs(List<Statement> all) {
        for (int i = 0; i < all.size(); i++) {
            boolean loop = all.get(i) instanceof Statement.For;
            boolean afterLoop = i > 0 && all.get(i - 1) instanceof Statement.For;
            if (i > 0 && loop != afterLoop) code.add("\n");
            add(all.get(i));
        }
    }

    private void add(Statement statement) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(this::add);
            case Statement.For loop -> loop(loop);
            case Statement.Product product -> loop(product.loops()); // one that no schedule has made tiles of
            case Statement.RemainderLoop remainder -> remainder(remainder);
            case Statement.TiledLoop strips -> strips(strips);
            case Statement.Tasks tasks -> tasks(tasks);
            case Statement.LetIndex(String name, Index value) ->
                code.addStatement("int $L = $L", Words.of(name), IndexCode.of(value));
            case Statement.Let(String name, Expr value) -> declare(name, value);
            case Statement.Var(String name, Expr value) -> declare(name, value);
            case Statement.Set(String name, Expr value) ->
                code.addStatement("$L = $L", Words.of(name), ExprCode.of(value));
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) -> store(buffer, at, value);
            case Statement.Run(Routine routine) -> run(routine);
            case Statement.CooperativeFor spread -> spread(spread);
            case Statement.If(Index left, Index right, Statement body) -> {
                code.beginControlFlow("if ($L < $L)", IndexCode.of(left), IndexCode.of(right));
                add(body);
                code.endControlFlow();
            }
            case Statement.Barrier _ -> code.addStatement("barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)");
            case Statement.Fetch _, Statement.Draw _, Statement.Window _, Statement.Reduce _, Statement.Phase _ ->
                throw new IllegalStateException("not scheduled for a device: " + statement);
        }
    }

    private void declare(String name, Expr value) {
        code.addStatement("$L $L = $L", ExprCode.type(value.lanes()), Words.of(name), ExprCode.of(value));
    }

    private void store(Buffer buffer, List<Index> at, Expr value) {
        CodeBlock place = ExprCode.place(buffer, at);
        String memory = ExprCode.memory(buffer);
        int lanes = value.lanes();
        if (lanes == 1) code.addStatement("$L[$L] = $L", memory, place, ExprCode.of(value));
        else code.addStatement("vstore$L($L,$W0, $L + $L)", lanes, ExprCode.of(value), memory, place);
    }

    private void loop(Statement.For loop) {
        String name = Words.of(loop.index());
        boolean even = loop.step() == 1
                || (loop.from().isMultipleOf(loop.step()) && loop.to().isMultipleOf(loop.step()));
        CodeBlock more = even
                ? CodeBlock.of("$L < $L", name, IndexCode.of(loop.to()))
                : CodeBlock.of("$L + $L <= $L", name, loop.step(), IndexCode.of(loop.to()));
        code.beginControlFlow(
                "for (int $L = $L; $L; $L)", name, IndexCode.of(loop.from()), more, advance(name, loop.step()));
        add(loop.body());
        code.endControlFlow();
    }

    private void spread(Statement.CooperativeFor spread) {
        String name = Words.of(spread.index());
        code.beginControlFlow(
                "for (int $1L = $2L; $1L < $3L; $1L += $4L)",
                name,
                IndexCode.of(spread.from().plus(Index.name(Group.ACROSS))),
                IndexCode.of(spread.to()),
                spread.items());
        add(spread.body());
        code.endControlFlow();
    }

    private static CodeBlock advance(String name, int step) {
        return step == 1 ? CodeBlock.of("$L++", name) : CodeBlock.of("$L += $L", name, step);
    }

    private void remainder(Statement.RemainderLoop remainder) {
        String name = Words.of(remainder.index());
        Index length = remainder.to().minus(remainder.from());
        int first = remainder.variants().getFirst().step();
        code.addStatement("int $L = $L", name, IndexCode.of(remainder.from()));
        if (remainder.variants().size() == 1 && length.isConstant() && length.constant() == first) {
            add(remainder.variants().getFirst().body());
            return;
        }
        for (Statement.Variant variant : remainder.variants()) {
            CodeBlock more = variant.step() == 1
                    ? CodeBlock.of("$L < $L", name, IndexCode.of(remainder.to()))
                    : CodeBlock.of("$L + $L <= $L", name, variant.step(), IndexCode.of(remainder.to()));
            code.beginControlFlow("for (; $L; $L)", more, advance(name, variant.step()));
            add(variant.body());
            code.endControlFlow();
        }
    }

    private void strips(Statement.TiledLoop strips) {
        String name = Words.of(strips.index());
        CodeBlock end = IndexCode.of(strips.to());
        code.beginControlFlow(
                "for (int $1L = $2L, rows; $1L < $3L; $1L += rows)", name, IndexCode.of(strips.from()), end);
        CodeBlock left = IndexCode.of(strips.to().minus(Index.name(strips.index())));
        switch (strips.split()) {
            case EVENLY ->
                code.addStatement(
                        "rows = stride($L, $L)", left, strips.variants().size());
            case REST_FIRST ->
                code.addStatement(
                        "rows = ($L - 1) % $L + 1", left, strips.variants().size());
        }
        code.beginControlFlow("switch (rows)");
        for (Statement.Variant variant : strips.variants()) {
            code.add("$L\n$>", variant.step() > 1 ? "case " + variant.step() + ":" : "default:");
            if (variant.body() instanceof Statement.Run(Routine routine)) {
                run(routine);
            } else {
                code.add("{\n$>"); // names of its own
                add(variant.body());
                code.add("$<}\n");
            }
            code.addStatement("break").add("$<");
        }
        code.endControlFlow();
        code.endControlFlow();
    }

    /** A task is a work-group; where there are fewer groups than tasks, each takes several. */
    private void tasks(Statement.Tasks tasks) {
        TaskAxes axes = new TaskAxes(tasks.axes());
        code.addStatement("int tasks = $L", axes.count(IndexCode::of));
        code.beginControlFlow("for (int task = get_group_id(0); task < tasks; task += get_num_groups(0))");
        for (Statement.Axis axis : tasks.axes())
            code.addStatement("int $L = $L", Words.of(axis.index()), axes.index(axis, IndexCode::of));
        add(tasks.body());
        code.endControlFlow();
    }

    private void run(Routine routine) {
        routines.accept(routine);
        code.addStatement("$L($L)", routine.name(), CodeBlock.join(arguments(routine), ",$W"));
    }

    /** What a routine is given: the memories it touches, the beginnings of its buffers, its integers. */
    private static List<CodeBlock> arguments(Routine routine) {
        List<CodeBlock> arguments = new ArrayList<>();
        for (Space space : Memories.of(routine.body())) arguments.add(CodeBlock.of("$L", Memories.name(space)));
        for (Buffer buffer : routine.buffers()) arguments.add(CodeBlock.of("$L", Words.of(buffer.name())));
        for (String index : routine.indices()) arguments.add(CodeBlock.of("$L", Words.of(index)));
        for (Index.Array array : routine.arrays()) arguments.add(CodeBlock.of("$L", array.symbol()));
        return arguments;
    }
}
