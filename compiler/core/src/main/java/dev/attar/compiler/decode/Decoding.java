package dev.attar.compiler.decode;

import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphVerifier;
import dev.attar.compiler.model.ModelGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds to a model that writes text what it needs to go on:
 *
 * <ul>
 *   <li>{@code step}: new tokens of any number of sequences, any number each -> {@code next}, the logits after the last token of each.
 *   <li>{@code extend}: the same -> {@code head}, the logits after every new token.
 *   <li>{@code encode}, of translators: sources -> {@code encoder}; what the decoder's layers read of them is kept.
 * </ul>
 *
 * <p>Each computes what {@code forward} computes of the whole sequence, operation by operation, so it gives its bits. See ADR 27.
 */
public final class Decoding {
    private Decoding() {}

    /**
     * @param model with the entry point {@code forward}, before fusing, whose output {@code hidden} goes into a head of logits
     * @return the model with two or three more entry points
     */
    public static ModelGraph of(ModelGraph model) {
        GraphVerifier.verify(model);
        Graph forward = model.forward();
        List<Graph> entryPoints = new ArrayList<>(model.entryPoints());
        if (model.source().isPresent()) entryPoints.add(EncodeGraph.of(forward));
        entryPoints.add(StepGraph.last(forward));
        entryPoints.add(StepGraph.all(forward));
        return GraphVerifier.verify(model.withEntryPoints(entryPoints));
    }

    static boolean isOfSource(dev.attar.compiler.model.Value value) {
        return !value.type().isConstant() && value.type().ragged() == Ragged.SOURCE_TOKENS;
    }
}
