package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.importer.term.Term;
import java.util.Optional;

/** What a graph output is, seen from its end; {@code hidden} is the result of the layers that it is made from. */
sealed interface Ending {
    Term hidden();

    /** The hidden states themselves. */
    record Hidden(Term hidden) implements Ending {}

    /** One vector a sequence, of a first token, mean or maximum. */
    record Embedding(Term hidden, Pool pool, Optional<DenseLayer> dense, Optional<Activation> activation, boolean unit)
            implements Ending {
        /** Whether it looks like BERT's pooler, which was trained for another task and stands beside hidden states. */
        boolean isPooler() {
            return dense.isPresent() && pool == Pool.CLS && !unit;
        }
    }

    /** Class scores of a sequence. */
    record Classes(
            Term hidden,
            Pool pool,
            Optional<DenseLayer> dense,
            Optional<Activation> activation,
            DenseLayer classes,
            boolean softmax)
            implements Ending {}

    /** Class scores of each token. */
    record TokenClasses(Term hidden, DenseLayer classes, boolean softmax) implements Ending {}

    /** One of the two columns of a dense layer over tokens: start or end of an answer. */
    record SpanEdge(Term hidden, DenseLayer classes, long column) implements Ending {}

    /** Scores of the vocabulary for each token. */
    record Vocabulary(
            Term hidden, DenseLayer dense, Activation activation, NormLayer norm, DenseLayer decoder, boolean softmax)
            implements Ending {}

    /** How much of the model it covers: of several outputs the one of highest rank is imported. */
    default int rank() {
        return switch (this) {
            case Classes _, TokenClasses _, SpanEdge _, Vocabulary _ -> 3;
            case Embedding embedding -> embedding.isPooler() ? 0 : 2;
            case Hidden _ -> 1;
        };
    }

    /** What it is, for the report. */
    default String describe() {
        return switch (this) {
            case Hidden _ -> "hidden states";
            case Embedding embedding -> embedding.isPooler() ? "a pooled vector" : "a sentence embedding";
            case Classes _ -> "class scores of a sequence";
            case TokenClasses _ -> "class scores of tokens";
            case SpanEdge _ -> "start or end scores of an answer";
            case Vocabulary _ -> "scores of the vocabulary";
        };
    }
}
