package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;

/**
 * The skip connection around each part of a layer, and where its norm sits.
 *
 * @param sharedNorm in order parallel, both parts read the same norm (GPT-J)
 * @param bareFirst the attention of the first layer has no norm (ModernBERT, whose embedding has one)
 */
public record Residual(Norm norm, Order order, boolean sharedNorm, boolean bareFirst, double dropout) {
    public Residual {
        ModelSpec.demand(!sharedNorm || order == Order.PARALLEL, "one norm for both parts in order", order);
        ModelSpec.demand(!bareFirst || order == Order.PRE, "a first layer without norm in order", order);
        ModelSpec.probability(dropout);
    }

    public Residual(Norm norm, Order order, double dropout) {
        this(norm, order, false, false, dropout);
    }
}
