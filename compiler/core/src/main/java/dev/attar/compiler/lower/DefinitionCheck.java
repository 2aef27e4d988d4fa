package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.Rewriting;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether everything that a kernel mentions is defined before: integers by loops, by the sizes of a call or as parameters, floats by
 * a declaration, buffers as parameters, as working memory or as a window; and whether every array belongs to an input. What is
 * declared inside a loop or a branch is not known after it.
 */
final class DefinitionCheck extends Rewriting {
    private final String where;
    private final Set<Index.Array> arrays;
    private final Set<String> integers;
    private final Set<String> floats;
    private final Set<String> buffers;

    private DefinitionCheck(
            String where, Set<Index.Array> arrays, Set<String> integers, Set<String> floats, Set<String> buffers) {
        this.where = where;
        this.arrays = arrays;
        this.integers = new HashSet<>(integers);
        this.floats = new HashSet<>(floats);
        this.buffers = new HashSet<>(buffers);
    }

    /** @throws IllegalStateException naming the kernel and the first name that is not defined */
    static void check(Kernel kernel, Inputs inputs) {
        Set<String> sizes = new HashSet<>(Set.of(Sizes.SEQUENCES, Sizes.NARROW_PANELS, Sizes.LAYER));
        Set<Index.Array> arrays = new HashSet<>();
        for (Axis axis : inputs.axes()) {
            sizes.addAll(List.of(axis.rows(), axis.longest()));
            arrays.add(axis.starts());
        }
        inputs.inputs().forEach(i -> arrays.add(i.array()));
        Set<String> buffers = new HashSet<>();
        kernel.buffers().forEach(b -> buffers.add(b.name()));
        kernel.scratch().forEach(s -> buffers.add(s.buffer().name()));
        new DefinitionCheck(kernel.name(), arrays, sizes, Set.of(), buffers).statement(kernel.body());
        kernel.rows().ifPresent(r -> {
            Set<String> also = new HashSet<>(sizes);
            also.addAll(List.of("begin", "end"));
            new DefinitionCheck(kernel.name(), arrays, also, Set.of(), buffers).routine(r);
        });
    }

    private DefinitionCheck inner() {
        return new DefinitionCheck(where, arrays, integers, floats, buffers);
    }

    @Override
    public Statement statement(Statement statement) {
        switch (statement) {
            case Statement.Block(List<Statement> all) -> all.forEach(this::statement); // one scope
            case Statement.Let(String name, Expr value) -> declare(name, value);
            case Statement.Var(String name, Expr value) -> declare(name, value);
            case Statement.Reduce reduce -> {
                index(reduce.extent());
                DefinitionCheck element = inner();
                element.integers.add(reduce.index());
                element.expr(reduce.element());
                floats.add(reduce.name());
            }
            case Statement.LetIndex(String name, Index value) -> {
                index(value);
                integers.add(name);
            }
            case Statement.Fetch _, Statement.Window _, Statement.Store _, Statement.Set _, Statement.Run _ ->
                statement.rewrite(this);
            case Statement.Product product -> inner().statement(product.loops());
            case Statement.Phase(String _, String _, Statement body) -> inner().statement(body);
            default -> statement.rewrite(inner());
        }
        return statement;
    }

    private void declare(String name, Expr value) {
        expr(value);
        floats.add(name);
    }

    @Override
    public Index index(Index index) {
        for (String name : index.names()) require(integers.contains(name), "integer " + name);
        for (Index.Array array : index.arrays()) require(arrays.contains(array), "array " + array);
        return index;
    }

    @Override
    public String local(String name) {
        require(floats.contains(name), "float " + name);
        return name;
    }

    @Override
    public Access access(Buffer buffer, List<Index> at) {
        whole(buffer);
        index(buffer.offset(at));
        return new Access(buffer, at);
    }

    @Override
    public void whole(Buffer buffer) {
        require(
                buffers.contains(buffer.name()),
                (buffer.space() == Space.WINDOW ? "window " : "buffer ") + buffer.name());
    }

    @Override
    public void opens(Buffer window) {
        buffers.add(window.name());
    }

    /** What it is given is known where it is run, and nothing else is known in it. */
    @Override
    public Routine routine(Routine routine) {
        for (String index : routine.indices()) require(integers.contains(index), "integer " + index);
        Set<String> given = new HashSet<>();
        for (Buffer buffer : routine.buffers()) {
            whole(buffer);
            given.add(buffer.name());
        }
        String name = where + "/" + routine.name();
        for (Index.Array array : routine.arrays()) require(arrays.contains(array), "array " + array);
        new DefinitionCheck(name, Set.copyOf(routine.arrays()), new HashSet<>(routine.indices()), Set.of(), given)
                .statement(routine.body());
        return routine;
    }

    @Override
    public Rewriting declaring(String index) {
        DefinitionCheck inner = inner();
        inner.integers.add(index);
        return inner;
    }

    private void require(boolean known, String what) {
        if (!known) throw new IllegalStateException("loop IR: " + what + " is not defined in " + where);
    }
}
