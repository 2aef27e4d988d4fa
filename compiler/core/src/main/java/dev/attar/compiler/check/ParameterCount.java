package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Positions;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How many numbers a model learns, in exact arithmetic: it is asked before anything else is known to fit. A table of sinusoidal
 * positions counts too, because it takes as much memory as a learned one.
 */
record ParameterCount(BigInteger embedding, BigInteger encoder, BigInteger head) {
    private static final BigInteger FLOAT_BYTES = BigInteger.valueOf(4);

    static ParameterCount of(ModelSpec spec) {
        return new ParameterCount(embedding(spec), encoder(spec), head(spec));
    }

    /** In fp32. */
    BigInteger bytes() {
        return embedding.add(encoder).add(head).multiply(FLOAT_BYTES);
    }

    /** The part with the most, by its keyword. */
    String largest() {
        BigInteger most = embedding.max(encoder).max(head);
        return most.equals(encoder) ? "encoder" : most.equals(embedding) ? "embedding" : "head";
    }

    private static BigInteger embedding(ModelSpec spec) {
        long positions = switch (spec.embedding().positions()) {
            case Positions.None() -> 0;
            case Positions.Learned(int offset) -> (long) spec.context() + offset;
            case Positions.Sinusoidal() -> spec.context();
        };
        long rows = spec.vocabulary() + positions + spec.embedding().segments();
        int width = spec.embeddingWidth();
        BigInteger projection = spec.embedding().width().isPresent() ? dense(width, spec.width()) : BigInteger.ZERO;
        return product(rows, width).add(norm(spec.embedding().norm(), width)).add(projection);
    }

    private static BigInteger encoder(ModelSpec spec) {
        int width = spec.width();
        int inner = spec.encoder().feedForward().width();
        BigInteger layer = dense(width, width)
                .multiply(BigInteger.valueOf(4))
                .add(dense(width, inner))
                .add(dense(inner, width))
                .add(product(4, width));
        int copies = spec.encoder().shared() ? 1 : spec.encoder().depth();
        return layer.multiply(BigInteger.valueOf(copies))
                .add(norm(spec.encoder().norm(), width));
    }

    private static BigInteger head(ModelSpec spec) {
        int width = spec.width();
        return switch (spec.head()) {
            case Head.Embed embed -> dense(embed.dense(), width);
            case Head.Classify classify ->
                dense(classify.dense(), width)
                        .add(dense(classify.dense().map(Dense::width).orElse(width), classify.classes()));
            case Head.Tokens tokens ->
                dense(tokens.dense(), width)
                        .add(dense(tokens.dense().map(Dense::width).orElse(width), tokens.classes()));
            case Head.Span() -> dense(width, 2);
            case Head.MaskedLanguageModel _ ->
                dense(width, spec.embeddingWidth())
                        .add(product(2, spec.embeddingWidth()))
                        .add(BigInteger.valueOf(spec.vocabulary()));
        };
    }

    private static BigInteger dense(Optional<Dense> dense, int inputs) {
        return dense.map(one -> dense(inputs, one.width())).orElse(BigInteger.ZERO);
    }

    /** A matrix and a bias. */
    private static BigInteger dense(int inputs, int outputs) {
        return product(inputs + 1L, outputs);
    }

    private static BigInteger norm(Optional<Norm> norm, int width) {
        return norm.isPresent() ? product(2, width) : BigInteger.ZERO;
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
}
