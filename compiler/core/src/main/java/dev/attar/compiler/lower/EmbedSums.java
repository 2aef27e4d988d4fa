package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Step;
import java.util.List;
import java.util.Optional;

/** A lone embedding is a sum of one. */
final class EmbedSums {
    private EmbedSums() {}

    static Op.EmbedSum of(Op.Embed embed, List<Step> steps) {
        for (Step step : steps)
            if (step instanceof Assign(var out, Op.Positions(int offset, var _)) && out.equals(embed.indices()))
                return new Op.EmbedSum(List.of(new Op.EmbedSum.Lookup(Optional.empty(), offset, embed.table())));
        return new Op.EmbedSum(List.of(new Op.EmbedSum.Lookup(Optional.of(embed.indices()), 0, embed.table())));
    }
}
