package dev.attar.importer.recognise;

import dev.attar.importer.tensor.NamedTensor;
import java.util.ArrayList;
import java.util.List;

/** One layer with both halves and their norms. */
record EncoderLayer(
        AttentionHalf attention, NormLayer attentionNorm, FeedForwardHalf feedForward, NormLayer feedForwardNorm) {

    List<NamedTensor> tensors(int number) {
        String prefix = "encoder." + number;
        List<NamedTensor> tensors = new ArrayList<>(attention.tensors(prefix + ".attention"));
        tensors.addAll(attentionNorm.tensors(prefix + ".attention.norm"));
        tensors.addAll(feedForward.up().tensors(prefix + ".feedforward.up"));
        tensors.addAll(feedForward.down().tensors(prefix + ".feedforward.down"));
        tensors.addAll(feedForwardNorm.tensors(prefix + ".feedforward.norm"));
        return tensors;
    }
}
