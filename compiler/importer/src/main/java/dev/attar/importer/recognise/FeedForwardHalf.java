package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.importer.term.Op.Add;
import dev.attar.importer.term.Term;
import java.util.Optional;

/**
 * {@code stream + down(activation(up(input)))}.
 *
 * @param stream what goes around the half
 * @param input what goes into it: the stream, or a norm of it
 */
record FeedForwardHalf(Term stream, Term input, DenseLayer up, Activation activation, DenseLayer down) {

    static Optional<FeedForwardHalf> match(Term sum) {
        if (!(sum.op() instanceof Add)) {
            return Optional.empty();
        }
        return match(sum.argument(0), sum.argument(1)).or(() -> match(sum.argument(1), sum.argument(0)));
    }

    private static Optional<FeedForwardHalf> match(Term stream, Term branch) {
        Optional<DenseLayer> down = DenseLayer.match(branch);
        Optional<Activation> activation = down.flatMap(d -> Activations.of(d.x()));
        if (activation.isEmpty()) {
            return Optional.empty();
        }
        return DenseLayer.match(down.get().x().argument(0))
                .filter(up -> comesFrom(up.x(), stream))
                .map(up -> new FeedForwardHalf(stream, up.x(), up, activation.get(), down.get()));
    }

    /** Whether a half's input is the stream around it or its norm. */
    static boolean comesFrom(Term input, Term stream) {
        return input == stream
                || NormLayer.match(input).map(n -> n.x() == stream).orElse(false);
    }

    boolean post() {
        return input == stream;
    }
}
