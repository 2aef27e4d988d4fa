package dev.attar.importer.recognise;

import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.Linear;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Term;
import java.util.List;
import java.util.Optional;

/** A dense layer: {@code x W^T + b}; no bias is a bias of 0. */
record DenseLayer(Term x, TensorView weight, Optional<TensorView> bias) {

    static Optional<DenseLayer> match(Term term) {
        if (!(term.op() instanceof Linear)) {
            return Optional.empty();
        }
        Optional<TensorView> bias = term.arguments().size() == 3
                ? Optional.of(((Stored) term.argument(2).op()).view())
                : Optional.empty();
        return Optional.of(
                new DenseLayer(term.argument(0), ((Stored) term.argument(1).op()).view(), bias));
    }

    long outputs() {
        return weight.shape().get(0);
    }

    long inputs() {
        return weight.shape().get(1);
    }

    List<NamedTensor> tensors(String prefix) {
        return List.of(
                NamedTensor.of(prefix + ".weight", weight, outputs(), inputs()),
                bias.map(b -> NamedTensor.of(prefix + ".bias", b, outputs()))
                        .orElseGet(() -> NamedTensor.zeros(prefix + ".bias", outputs())));
    }
}
