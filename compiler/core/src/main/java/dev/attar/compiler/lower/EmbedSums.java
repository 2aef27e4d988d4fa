package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A lone embedding is a sum of one. */
final class EmbedSums {
    private EmbedSums() {}

    static Op.EmbedSum of(Op.Embed embed, List<Step> steps) {
        OptionalInt position = firstPosition(embed.indices(), steps);
        Optional<Value> looked = position.isPresent() ? Optional.empty() : Optional.of(embed.indices());
        return new Op.EmbedSum(embed.indices().type().ragged(), List.of(new Op.EmbedSum.Lookup(looked, position.orElse(0), embed.table())));
    }

    /** The position of a sequence's first token, where these indices are positions; empty where they are others. */
    static OptionalInt firstPosition(Value indices, List<Step> steps) {
        for (Step step : steps)
            if (step instanceof Assign(var out, Op.Positions(int offset, var _)) && out.equals(indices))
                return OptionalInt.of(offset);
        return OptionalInt.empty();
    }
}
