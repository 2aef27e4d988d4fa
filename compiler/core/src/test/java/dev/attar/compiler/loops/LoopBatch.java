package dev.attar.compiler.loops;

import dev.attar.compiler.reference.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The arrays of a ragged batch as loops see them; its sources are a batch of their own. */
record LoopBatch(int[] ids, int[] segments, int[] starts, Optional<LoopBatch> source) {
    static LoopBatch of(Tokens tokens) {
        return new LoopBatch(
                tokens.ids(),
                tokens.segments(),
                tokens.starts(),
                tokens.source().map(LoopBatch::of));
    }

    int[] array(Index.Array array) {
        return switch (array.symbol()) {
            case "tokenIds" -> ids;
            case "segmentIds" -> segments;
            case "starts" -> starts;
            case "sourceTokenIds" -> source.orElseThrow().ids;
            case "sourceSegmentIds" -> source.orElseThrow().segments;
            case "sourceStarts" -> source.orElseThrow().starts;
            default -> throw new IllegalArgumentException("no array " + array);
        };
    }

    /** The sizes of the batch by their names. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put(Sizes.TOKENS, tokens());
        sizes.put(Sizes.SEQUENCES, sequences());
        sizes.put(Sizes.LONGEST, longest());
        source.ifPresent(read -> {
            sizes.put(Sizes.SOURCE_TOKENS, read.tokens());
            sizes.put(Sizes.LONGEST_SOURCE, read.longest());
        });
        return sizes;
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
