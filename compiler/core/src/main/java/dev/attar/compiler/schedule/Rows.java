package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.Order;
import dev.attar.compiler.loops.Statement.Phase;
import dev.attar.compiler.loops.Statement.Product;
import java.util.Optional;

/** The loop over rows that a phase is, whether it was lowered as one or as a product. */
final class Rows {
    private Rows() {}

    /** The loop over the rows; empty where the phase is another one. */
    static Optional<For> in(Statement phase) {
        return switch (phase) {
            case Product product -> Optional.of(product.loops());
            case For loop when loop.order() == Order.PARALLEL -> Optional.of(loop);
            default -> Optional.empty();
        };
    }

    /** @throws IllegalStateException when the phase does not go through rows */
    static For of(Phase phase) {
        return in(phase.body())
                .orElseThrow(() -> new IllegalStateException("phase " + phase.name() + " does not go through rows"));
    }

    /** @throws IllegalStateException when the phase does not go through columns in each row */
    static For columns(Phase phase) {
        if (of(phase).body() instanceof For columns) return columns;
        throw new IllegalStateException("phase " + phase.name() + " does not go through columns");
    }
}
