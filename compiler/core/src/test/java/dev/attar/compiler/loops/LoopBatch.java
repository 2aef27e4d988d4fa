package dev.attar.compiler.loops;

import dev.attar.compiler.reference.Tokens;

/** The arrays of a ragged batch as loops see them. */
record LoopBatch(int[] ids, int[] segments, int[] starts) {
    static LoopBatch of(Tokens tokens) {
        return new LoopBatch(tokens.ids(), tokens.segments(), tokens.starts());
    }

    int[] array(Index.Array array) {
        return switch (array.symbol()) {
            case "tokenIds" -> ids;
            case "segmentIds" -> segments;
            case "starts" -> starts;
            default -> throw new IllegalArgumentException("no array " + array);
        };
    }

    int tokens() {
        return ids.length;
    }

    int sequences() {
        return starts.length - 1;
    }

    /** The longest sequence, rounded up to a multiple of 16. */
    int longest() {
        int longest = 0;
        for (int s = 0; s < sequences(); s++) longest = Math.max(longest, starts[s + 1] - starts[s]);
        return Math.ceilDiv(longest, 16) * 16;
    }
}
