package dev.attar.compiler.lower;

import dev.attar.compiler.model.Mask;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.ScoreBias;

/**
 * What the kernel of an attention is called, and its formula.
 *
 * @param queries what the rows of queries go along: T
 * @param keys what those of keys go along
 */
record AttentionWords(Op.Attention op, String queries, String keys) {
    String name() {
        String groups = isGrouped() ? "Of" + op.groups() : "";
        String mask = switch (op.mask()) {
            case Mask.None() -> "";
            case Mask.Causal() -> "Causal";
            case Mask.Banded(int far, boolean causal) -> (causal ? "Causal" : "") + "Band" + far;
        };
        String bias = switch (op.bias()) {
            case ScoreBias.None() -> "";
            case ScoreBias.Alibi() -> "Alibi";
            case ScoreBias.Relative _ -> "Relative";
        };
        return "attention" + op.heads() + "x" + op.headWidth() + groups + mask + bias + source();
    }

    String comment() {
        String heads = op.heads() + " heads" + (isGrouped() ? " on " + op.groups() : "");
        String mask = switch (op.mask()) {
            case Mask.None() -> "";
            case Mask.Causal() -> ", causal";
            case Mask.Banded(int far, boolean causal) -> (causal ? ", causal" : "") + ", band " + far;
        };
        int all = op.heads() * op.headWidth();
        String query = "q (" + queries + "," + all + ")";
        String shape = isGrouped() || isCross()
                ? query + ", k, v (" + keys + "," + op.groups() * op.headWidth() + ")"
                : "q, k, v (" + queries + "," + all + ")";
        return "y = softmax(" + exponent("q k^T") + ") v, " + heads + mask + "      " + shape + " -> y (" + queries
                + "," + all + ")";
    }

    /** What the power of a product is, scaled and with its bias. */
    private String exponent(String product) {
        return product + scaled() + bias();
    }

    /** The factor of the scores. */
    String scaled() {
        boolean usual = op.scale() == Op.Attention.usualScale(op.query(), op.heads());
        if (usual) return " / sqrt(" + op.headWidth() + ")";
        return op.scale() == 1 ? "" : " * " + op.scale();
    }

    /** What is added to the scores. */
    String bias() {
        return switch (op.bias()) {
            case ScoreBias.None() -> "";
            case ScoreBias.Alibi() -> " - slope of the head * distance";
            case ScoreBias.Relative _ -> " + bias of head and distance";
        };
    }

    private String source() {
        return switch (op.key().type().ragged()) {
            case SOURCE_TOKENS -> isCross() ? "ToSource" : "";
            case KEPT -> "ToKept";
            case KEPT_SOURCE -> "ToKeptSource";
            case TOKENS, SEQUENCES -> "";
        };
    }

    private boolean isGrouped() {
        return op.groups() != op.heads();
    }

    private boolean isCross() {
        return !queries.equals(keys);
    }
}
