package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.TensorType;
import dev.attar.compiler.model.Value;
import java.util.Optional;

/**
 * Token + position + segment, then a norm (Devlin et al. 2018, section 3), then, where the tables are of another width, a dense
 * layer to that of the model (Lan et al. 2019, section 3.1).
 */
final class EmbeddingGraph {
    private final ModelSpec spec;
    private final Embedding form;
    private final Stack stack;
    private final StackNames names;
    private final GraphSteps steps;
    private final int width;

    EmbeddingGraph(ModelSpec spec, Stack stack, StackNames names, GraphSteps steps) {
        this.spec = spec;
        this.form = spec.embedding();
        this.stack = stack;
        this.names = names;
        this.steps = steps;
        this.width = tableWidth(spec);
    }

    static int tableWidth(ModelSpec spec) {
        return spec.embedding().width().orElse(spec.width());
    }

    /** The token table of a stack. */
    static Param tokenTable(ModelSpec spec, Stack stack, StackNames names) {
        String name = spec.isTranslator() && spec.hasSeparateTables()
                ? names.embeddings("tokens.weight")
                : "embeddings.tokens.weight";
        return Param.of(name, spec.vocabularyOf(stack), tableWidth(spec));
    }

    Value embedding(Value ids, Optional<Value> segments) {
        Value sum = steps.add(names.embeddings("tokens"), new Op.Embed(ids, tokenTable(spec, stack, names)));
        if (form.scale() != 1) {
            sum = steps.add(names.embeddings("scaled"), new ElementwiseOp.Scale(sum, form.scale()));
        }
        Optional<Value> places = places(ids);
        if (places.isPresent()) {
            sum = steps.add(names.embeddings("placed"), new Op.Add(sum, places.get()));
        }
        if (segments.isPresent()) {
            Param table = Param.of(names.embeddings("segments.weight"), form.segments(), width);
            Value kinds = steps.add(names.embeddings("segments"), new Op.Embed(segments.get(), table));
            sum = steps.add(names.embeddings("sum"), new Op.Add(sum, kinds));
        }
        String norm = names.embeddings("norm");
        Value normed = steps.norm(norm, norm, sum, form.norm());
        String projection = names.embeddings("projection");
        return form.width().isEmpty() ? normed : steps.dense(projection, projection, normed, spec.width(), true);
    }

    private Optional<Value> places(Value ids) {
        int context = spec.contextOf(stack);
        return switch (form.positions()) {
            case Positions.None() -> Optional.empty();
            case Positions.Learned(int offset) ->
                Optional.of(
                        place(ids, offset, Param.of(names.embeddings("positions.weight"), context + offset, width)));
            case Positions.Sinusoidal(int offset, boolean halves, boolean inclusive) -> {
                TensorType type = TensorType.constant(Math.addExact(context, offset), width);
                Param.Source source = new Param.Source.Sinusoidal(halves, inclusive);
                yield Optional.of(
                        place(ids, offset, new Param(names.embeddings("positions.sinusoidal"), type, source)));
            }
        };
    }

    private Value place(Value ids, int offset, Param table) {
        Value positions = steps.add(
                names.prefix() + "positions",
                new Op.Positions(offset, ids.type().ragged()));
        return steps.add(names.embeddings("positions"), new Op.Embed(positions, table));
    }
}
