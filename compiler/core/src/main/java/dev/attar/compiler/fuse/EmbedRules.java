package dev.attar.compiler.fuse;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Op.EmbedSum.Lookup;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Laws that look all tables up in one go. */
final class EmbedRules {
    private EmbedRules() {}

    static final Rule LOOKUP = new Rule("embed.lookup", "embed(i, e) = sum of (e[i])", (op, producers) -> {
        if (!(op instanceof Op.Embed(Value indices, Param table))) return Optional.empty();
        Lookup lookup = producers.of(indices).orElse(null) instanceof Op.Positions(int offset, var _, var places)
                ? new Lookup(places, offset, table)
                : new Lookup(Optional.of(indices), 0, table);
        return Optional.of(new Op.EmbedSum(indices.type().ragged(), List.of(lookup)));
    });

    static final Rule SUM = new Rule(
            "embed.sum", "sum of (a[i], b[j]) + sum of (c[k]) = sum of (a[i], b[j], c[k])", (op, producers) -> {
                if (op instanceof Op.Add(Value left, Value right)
                        && producers.onlyFor(left).orElse(null) instanceof Op.EmbedSum(Ragged rows, List<Lookup> first)
                        && producers.onlyFor(right).orElse(null) instanceof Op.EmbedSum(Ragged _, List<Lookup> second)
                        && second.size() == 1) {
                    List<Lookup> all = new ArrayList<>(first);
                    all.addAll(second);
                    return Optional.of(new Op.EmbedSum(rows, all));
                }
                return Optional.empty();
            });
}
