package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.syntax.Entry;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code residual { … }}. */
final class ResidualCheck {
    private ResidualCheck() {}

    /** @param cross the stack's cross attention */
    static Supplier<Residual> check(Fields fields, Optional<Entry> cross) {
        Supplier<Norm> norm = fields.requiredNorm();
        Setting<Order> order = fields.word("order", Order.class);
        Optional<Entry> shared = fields.optional("shared_norm");
        Optional<Entry> first = fields.optional("first_norm");
        Setting<Double> dropout = fields.decimal("dropout", DecimalRange.PROBABILITY, 0);
        fields.close();
        if (order.isKnown() && order.get() != Order.PARALLEL && shared.isPresent()) {
            fields.refuseWithoutEffect(
                    shared.get(),
                    "but in `order parallel`",
                    "one after the other, the two parts read different things");
        }
        if (order.isKnown() && order.get() != Order.PRE && first.isPresent()) {
            fields.refuseWithoutEffect(
                    first.get(), "but in `order pre`", "leave it out: the first layer is like the others");
        }
        if (order.isKnown() && order.get() == Order.PARALLEL && cross.isPresent()) {
            fields.refuse(Diagnostic.of(
                            Code.CROSS_ATTENTION,
                            order.at(),
                            "cross attention has no place in layers whose parts are parallel")
                    .and(cross.get().at(), "the cross attention is here")
                    .hint("use `order pre` or `order post`"));
        }
        return () -> new Residual(norm.get(), order.get(), shared.isPresent(), first.isPresent(), dropout.get());
    }
}
