package dev.attar.compiler.loops;

import dev.attar.compiler.loops.Substitution.Access;
import java.util.List;

/**
 * One pass over nodes of the loop IR. Each node hands its parts to the methods below, in order of execution, and is rebuilt from
 * what they return ({@link Statement#rewrite}, {@link Expr#rewrite}). The defaults change nothing, so a subclass says only what is
 * special about it; a pass that only looks ({@link Reads}) returns what it was given. This is the one place that knows how nodes
 * nest: a new node implements {@code rewrite} and every pass knows it.
 */
public abstract class Rewriting {
    /** Changes nothing, but for what a subclass says. */
    protected Rewriting() {}

    /** A statement inside a statement. */
    public Statement statement(Statement statement) {
        return statement.rewrite(this);
    }

    /** An expression inside a statement or an expression. */
    public Expr expr(Expr expr) {
        return expr.rewrite(this);
    }

    /** An integer. */
    public Index index(Index index) {
        return index;
    }

    /** The name of a float, where it is declared, changed or read. */
    public String local(String name) {
        return name;
    }

    /** A place that is stored to, or that a window begins at. */
    public Access access(Buffer buffer, List<Index> at) {
        return new Access(buffer, at);
    }

    /** A place that neighbouring elements are loaded from, {@code elements} of what places are counted in. */
    public Access load(Buffer buffer, List<Index> at, int elements) {
        return access(buffer, at);
    }

    /** A buffer that is written as a whole. */
    public void whole(Buffer buffer) {}

    /** A window that is opened. */
    public void opens(Buffer window) {}

    /** A routine that is run; its body is not part of the statement that runs it. */
    public Routine routine(Routine routine) {
        return routine;
    }

    /** The pass over what can see an integer that is declared here. */
    public Rewriting declaring(String index) {
        return this;
    }
}
