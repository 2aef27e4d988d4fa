package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Cost;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.ElementType;
import dev.attar.compiler.model.Flops;
import dev.attar.compiler.model.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/** The work of an operation. */
final class OpCost {
    private OpCost() {}

    static Cost of(Assign assign) {
        Set<Value> values = new LinkedHashSet<>(assign.op().operands());
        values.add(assign.out());
        long perToken = 0;
        long perSequence = 0;
        for (Value value : values) {
            if (value.type().element() == ElementType.INDEX || value.type().isConstant())
                continue; // few, next to the rest
            int columns = value.type().last();
            switch (value.type().ragged()) {
                case TOKENS, SOURCE_TOKENS -> perToken += columns;
                case KEPT, KEPT_SOURCE -> {} // counted with the pairs of attention
                case SEQUENCES -> perSequence += columns;
            }
        }
        Flops flops = Flops.of(assign.op());
        return new Cost(flops.perToken(), flops.perTokenAndPosition(), flops.perSequence(), perToken, perSequence);
    }
}
