package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.Value;
import java.util.List;
import java.util.Optional;

/** A lone embedding is a sum of one. */
final class EmbedSums {
    private EmbedSums() {}

    static Op.EmbedSum of(Op.Embed embed, List<Step> steps) {
        Optional<Op.Positions> positions = positions(embed.indices(), steps);
        Optional<Value> looked = positions.isPresent() ? positions.get().places() : Optional.of(embed.indices());
        int offset = positions.map(Op.Positions::offset).orElse(0);
        return new Op.EmbedSum(
                embed.indices().type().ragged(), List.of(new Op.EmbedSum.Lookup(looked, offset, embed.table())));
    }

    /** What makes these indices, where they are positions. */
    static Optional<Op.Positions> positions(Value indices, List<Step> steps) {
        for (Step step : steps)
            if (step instanceof Assign(var out, Op.Positions positions) && out.equals(indices))
                return Optional.of(positions);
        return Optional.empty();
    }
}
