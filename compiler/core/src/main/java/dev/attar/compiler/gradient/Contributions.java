package dev.attar.compiler.gradient;

import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a rule puts what its operation contributes to gradients. What nobody wants is not even built. */
interface Contributions {
    /** Whether the gradient of a value is wanted. */
    boolean wants(Value value);

    /** Whether the gradient of a parameter is wanted. */
    boolean wants(Param param);

    /** A value of the forward pass where the backward pass can read it: kept, or computed again. */
    Value read(Value forward);

    /** A step of the backward pass that is no gradient itself. */
    Value compute(String name, Op op);

    /** Adds the result of an operation to the gradient of a value, if that is wanted. */
    void add(Value to, Supplier<Op> contribution);

    /** Adds the result of an operation to the gradient of a parameter, if that is wanted. */
    void add(Param to, Supplier<Op> contribution);

    /** The row of a table that learns nothing where these indices look it up. */
    Optional<Integer> padding(Value indices);

    /** Adds a value as it is to the gradient of another, if that is wanted. */
    void pass(Value to, Value contribution);
}
