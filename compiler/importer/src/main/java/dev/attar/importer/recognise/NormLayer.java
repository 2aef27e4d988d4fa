package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorView;
import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Op.Multiply;
import dev.attar.importer.term.Op.Normalised;
import dev.attar.importer.term.Op.Stored;
import dev.attar.importer.term.Term;
import java.util.List;
import java.util.Optional;

/** A layer norm: {@code gamma norm(x) + beta}. */
record NormLayer(Term x, double epsilon, TensorView gamma, TensorView beta) {

    static Optional<NormLayer> match(Term term) {
        if (!(term.op() instanceof Add)) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Term product = term.argument(1 - i);
            if (term.argument(i).op() instanceof Stored(TensorView beta)
                    && product.op() instanceof Multiply(double factor)
                    && factor == 1
                    && product.arguments().size() == 2) {
                Optional<NormLayer> found = match(product, 0, beta).or(() -> match(product, 1, beta));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<NormLayer> match(Term product, int which, TensorView beta) {
        if (!(product.argument(which).op() instanceof Stored(TensorView gamma))
                || !(product.argument(1 - which).op() instanceof Normalised(double epsilon))) {
            return Optional.empty();
        }
        Term x = product.argument(1 - which).argument(0);
        long width = x.width().orElse(-1);
        return gamma.elements() == width && beta.elements() == width
                ? Optional.of(new NormLayer(x, epsilon, gamma, beta))
                : Optional.empty();
    }

    /** Its epsilon as a person would write it: the shortest decimal that is the same fp32 number. */
    Norm norm() {
        float rounded = (float) epsilon;
        boolean single = rounded == epsilon;
        return new Norm(single ? Double.parseDouble(Float.toString(rounded)) : epsilon);
    }

    List<NamedTensor> tensors(String prefix) {
        long width = gamma.elements();
        return List.of(NamedTensor.of(prefix + ".weight", gamma, width), NamedTensor.of(prefix + ".bias", beta, width));
    }
}
