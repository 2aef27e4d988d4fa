package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.Axis;
import dev.attar.compiler.loops.Statement.For;
import dev.attar.compiler.loops.Statement.LetIndex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A nest of task loops, taken apart.
 *
 * @param axes the loops, the outermost first
 * @param lets the integers that are given values in them, in order
 * @param inner what is done for each combination
 */
record TaskNest(List<Axis> axes, List<Statement> lets, List<Statement> inner) {
    static TaskNest of(Statement nest) {
        List<Axis> axes = new ArrayList<>();
        List<Statement> lets = new ArrayList<>();
        Statement body = nest;
        List<Statement> inner = List.of(body);
        for (Optional<List<Statement>> next = RowBlocks.taskBody(body);
                next.isPresent();
                next = RowBlocks.taskBody(body)) {
            For loop = (For) body;
            axes.add(new Axis(loop.index(), loop.to(), loop.step()));
            next.get().stream().filter(LetIndex.class::isInstance).forEach(lets::add);
            inner = next.get().stream().filter(s -> !(s instanceof LetIndex)).toList();
            body = Statement.block(inner);
        }
        return new TaskNest(axes, lets, inner);
    }

    /** The longest that a length can be which the nest gives each sequence. */
    Index longest(Index length, Inputs inputs) {
        Set<Index.Array> arrays = new LinkedHashSet<>();
        for (Statement let : lets)
            if (length.names().contains(((LetIndex) let).name()))
                arrays.addAll(((LetIndex) let).value().arrays());
        if (arrays.size() != 1) throw new IllegalStateException("no length along one axis: " + length);
        return Index.name(inputs.axis(arrays.iterator().next()).longest());
    }
}
