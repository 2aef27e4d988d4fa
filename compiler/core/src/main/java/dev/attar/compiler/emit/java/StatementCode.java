package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
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
                code.addStatement("int $N = $L", name, IndexCode.of(value));
            case Statement.Let(String name, Expr value) -> declare(name, value);
            case Statement.Var(String name, Expr value) -> declare(name, value);
            case Statement.Set(String name, Expr value) -> code.addStatement("$N = $L", name, ExprCode.of(value));
            case Statement.Store(Buffer buffer, List<Index> at, Expr value) -> store(buffer, at, value);
            case Statement.Fetch(Buffer to, Buffer from, List<Index> at, int floats) ->
                code.addStatement(
                        "$L(weights, $L, arena, $N, $L)",
                        from.element() == Element.GROUPED ? "fetchIntegers" : "fetch",
                        ExprCode.place(from, at),
                        to.name(),
                        floats);
            case Statement.Draw draw -> draw(draw);
            case Statement.Window window -> window(window);
            case Statement.Run(Routine routine) -> run(routine);
            case Statement.Reduce _, Statement.Phase _ ->
                throw new IllegalStateException("not scheduled: " + statement);
            case Statement.If(Index left, Index right, Statement body) -> {
                code.beginControlFlow("if ($L < $L)", IndexCode.of(left), IndexCode.of(right));
                add(body);
                code.endControlFlow();
            }
            case Statement.CooperativeFor _, Statement.Barrier _ ->
                throw new IllegalStateException("scheduled for groups: " + statement);
        }
    }

    private void declare(String name, Expr value) {
        if (value.lanes() == 1) code.addStatement("float $N = $L", name, ExprCode.of(value));
        else code.addStatement("$T $N = $L", Names.VECTOR, name, ExprCode.of(value));
    }

    private void store(Buffer buffer, List<Index> at, Expr value) {
        CodeBlock place = ExprCode.place(buffer, at);
        CodeBlock array = ExprCode.array(buffer, at);
        if (value.lanes() == 1) code.addStatement("$L[$L] = $L", array, place, ExprCode.of(value));
        else code.addStatement("$L$Z.intoArray($L, $L)", ExprCode.of(value), array, place);
    }

    /**
     * Of the two methods that take a slice, the one that is given an alignment too, of 1: the other is reached through a method of
     * the JDK's that C2 may compile before it has a profile, and then it never makes the slice vanish.
     */
    private void window(Statement.Window window) {
        int bytes = window.from().element().bytes();
        CodeBlock place = ExprCode.place(window.from(), window.at());
        code.addStatement(
                "$T $N = weights.asSlice($L, $L, 1)",
                Names.SEGMENT,
                window.window().name(),
                bytes == 1 ? place : CodeBlock.of("$L * ($L)", bytes, place),
                bytes * window.elements());
    }

    private void draw(Statement.Draw draw) {
        code.addStatement(
                "$L($N, $L, $L,$W$L, $L,$W$L, $L,$W$L, $L,$W$L, $Lf)",
                FunctionCode.draw(draw.alongRows()),
                Memory.of(draw.to().space()).symbol(),
                ExprCode.place(draw.to(), draw.at()),
                IndexCode.of(draw.count()),
                IndexCode.of(draw.column()),
                IndexCode.of(draw.row()),
                draw.site(),
                IndexCode.of(draw.layer()),
                IndexCode.of(draw.key0()),
                IndexCode.of(draw.key1()),
                draw.threshold(),
                Float.toString(draw.kept()));
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

    private void remainder(Statement.RemainderLoop remainder) {
        String name = remainder.index();
        Index length = remainder.to().minus(remainder.from());
        int first = remainder.variants().getFirst().step();
        if (remainder.variants().size() == 1 && length.isConstant() && length.constant() == first) {
            code.addStatement("int $N = $L", name, IndexCode.of(remainder.from()));
            add(remainder.variants().getFirst().body());
            return;
        }
        code.addStatement("int $N = $L", name, IndexCode.of(remainder.from()));
        for (Statement.Variant variant : remainder.variants()) {
            CodeBlock more = variant.step() == 1
                    ? CodeBlock.of("$N < $L", name, IndexCode.of(remainder.to()))
                    : CodeBlock.of("$N + $L <= $L", name, variant.step(), IndexCode.of(remainder.to()));
            code.beginControlFlow("for (; $L; $L)", more, advance(name, variant.step()));
            add(variant.body());
            code.endControlFlow();
        }
    }

    /** As few strides as there can be, dealt out as the statement says. */
    private void strips(Statement.TiledLoop strips) {
        String name = strips.index();
        String stride = "rows";
        CodeBlock end = IndexCode.of(strips.to());
        int largest = strips.variants().size();
        code.beginControlFlow(
                "for (int $N = $L, $N; $N < $L; $N += $N)",
                name,
                IndexCode.of(strips.from()),
                stride,
                name,
                end,
                name,
                stride);
        Index left = strips.to().minus(Index.name(name));
        switch (strips.split()) {
            case EVENLY ->
                code.addStatement(
                        "$1N = Math.ceilDiv($2L, Math.ceilDiv($2L, $3L))", stride, IndexCode.of(left), largest);
            case REST_FIRST -> code.addStatement("$N = ($L) % $L + 1", stride, IndexCode.of(left.plus(-1)), largest);
        }
        code.beginControlFlow("switch ($N)", stride);
        for (Statement.Variant variant : strips.variants()) {
            String label = variant.step() > 1 ? "case " + variant.step() : "default";
            if (variant.body() instanceof Statement.Run) {
                code.add("$L -> ", label);
                add(variant.body());
            } else {
                code.beginControlFlow("$L ->", label);
                add(variant.body());
                code.endControlFlow();
            }
        }
        code.endControlFlow();
        code.endControlFlow();
    }

    private void tasks(Statement.Tasks tasks) {
        List<Statement.Axis> axes = tasks.axes();
        List<CodeBlock> counts = new ArrayList<>(); // of the axes that have more than one index
        List<Statement.Axis> counted = new ArrayList<>();
        long several = axes.stream().filter(a -> !isSingle(a)).count();
        for (Statement.Axis axis : axes) {
            if (isSingle(axis)) continue;
            CodeBlock count = count(axis);
            if (!isSimple(axis) && several > 1) {
                code.addStatement("int $NCount = $L", axis.index(), count);
                count = CodeBlock.of("$NCount", axis.index());
            }
            counted.add(axis);
            counts.add(count);
        }
        code.addStatement("int tasks = $L", counts.isEmpty() ? "1" : CodeBlock.join(counts, " * "));
        code.beginControlFlow("for (int task = worker.claim(); task < tasks; task = worker.claim())");
        for (Statement.Axis axis : axes) {
            int i = counted.indexOf(axis);
            CodeBlock number = CodeBlock.of(i < 0 ? "0" : "task");
            for (int j = i + 1; i >= 0 && j < counts.size(); j++)
                number = CodeBlock.of("$L / $L", number, counts.get(j));
            if (i > 0) number = CodeBlock.of("$L % $L", number, counts.get(i));
            if (i >= 0 && axis.stride() > 1) number = CodeBlock.of("$L * $L", number, axis.stride());
            code.addStatement("int $N = $L", axis.index(), number);
        }
        add(tasks.body());
        code.endControlFlow();
    }

    /** One index, 0, whatever the batch. */
    private static boolean isSingle(Statement.Axis axis) {
        return axis.to().isConstant() && axis.to().constant() <= axis.stride();
    }

    /** Whether its count is a number or a name. */
    private static boolean isSimple(Statement.Axis axis) {
        return axis.to().isConstant() || (axis.stride() == 1 && IndexCode.isName(axis.to()));
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

    /** What a routine is given: the memories it touches, the beginnings of its buffers, its integers, zeros to hold. */
    static List<CodeBlock> arguments(Routine routine) {
        List<CodeBlock> arguments = new ArrayList<>();
        Memory.of(routine.body()).forEach(memory -> arguments.add(memory.code()));
        for (Buffer buffer : routine.buffers()) arguments.add(CodeBlock.of("$N", buffer.name()));
        for (String index : routine.indices()) arguments.add(CodeBlock.of("$N", index));
        for (Index.Array array : routine.arrays()) arguments.add(CodeBlock.of("$N", array.symbol()));
        for (int i = 0; i < routine.held(); i++) arguments.add(CodeBlock.of("0f"));
        return arguments;
    }
}
