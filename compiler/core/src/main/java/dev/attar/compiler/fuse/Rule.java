package dev.attar.compiler.fuse;

import dev.attar.compiler.model.Op;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One law: where the left side stands, the right side computes the same and is never more work.
 *
 * @param name for the trace and the tests
 * @param law the law as an equation
 * @param rewrite the right side for an operation, or empty: the rule does not match
 */
public record Rule(String name, String law, BiFunction<Op, Producers, Optional<Op>> rewrite) {
    Optional<Op> apply(Op op, Producers producers) {
        return rewrite.apply(op, producers);
    }
}
