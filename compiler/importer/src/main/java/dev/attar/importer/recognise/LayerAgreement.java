package dev.attar.importer.recognise;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A spec says everything about a layer once, so all layers must be alike; and each has weights of its own. */
final class LayerAgreement {
    private LayerAgreement() {}

    static void check(EncoderStack stack) {
        List<EncoderLayer> layers = stack.layers();
        same(layers, "heads", layer -> layer.attention().heads());
        same(layers, "feed-forward channels", layer -> layer.feedForward().up().outputs());
        same(layers, "activation", layer -> layer.feedForward().activation());
        same(layers, "norm epsilon", layer -> layer.attentionNorm().epsilon());
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).attentionNorm().epsilon()
                    != layers.get(i).feedForwardNorm().epsilon()) {
                throw new ImportException("layer " + i + " has norms with different epsilon, "
                        + layers.get(i).attentionNorm().epsilon() + " and "
                        + layers.get(i).feedForwardNorm().epsilon() + "; a spec has one for both");
            }
        }
        ownWeights(layers);
    }

    private static void same(List<EncoderLayer> layers, String what, Function<EncoderLayer, Object> of) {
        Object first = of.apply(layers.getFirst());
        for (int i = 1; i < layers.size(); i++) {
            Object other = of.apply(layers.get(i));
            if (!first.equals(other)) {
                throw new ImportException("layers differ in " + what + ": layer 0 has " + first + ", layer " + i
                        + " has " + other + "; a spec describes equal layers");
            }
        }
    }

    /** Exporters may store equal vectors once; layers with the same matrices are one layer applied several times. */
    private static void ownWeights(List<EncoderLayer> layers) {
        Map<TensorData, Integer> owners = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            for (var matrix : layers.get(i).attention().matrices()) {
                Integer owner = owners.putIfAbsent(matrix.data(), i);
                if (owner != null && owner != i) {
                    throw new ImportException("layers " + owner + " and " + i + " share the weights '"
                            + matrix.data().name() + "'; models with shared layers, as ALBERT, are not supported");
                }
            }
        }
    }
}
