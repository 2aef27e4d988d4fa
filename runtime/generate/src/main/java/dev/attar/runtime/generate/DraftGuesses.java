package dev.attar.runtime.generate;

import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.generate.scores.TokenHistory;
import java.util.Arrays;

/** Guesses what a smaller model of the same vocabulary would write, greedily. */
final class DraftGuesses implements Guesses {
    private final LanguageModel draft;
    private final DecoderBatch batch = new DecoderBatch();
    private final Sequence known;
    private int[] last = {};

    DraftGuesses(LanguageModel draft) {
        this.draft = draft;
        this.known = draft.begin();
    }

    @Override
    public int[] after(TokenHistory tokens, int most) {
        int room = Math.min(most, draft.context() - tokens.length());
        if (room <= 0) {
            return new int[0];
        }
        if (known.length() == tokens.length()) { // a step that failed is tried again
            return Arrays.copyOf(last, Math.min(room, last.length));
        }
        int[] guessed = new int[room];
        guessed[0] = step(known, tokens.from(known.length()));
        try (Sequence ahead = known.fork()) {
            for (int i = 1; i < room; i++) {
                guessed[i] = step(ahead, guessed[i - 1]);
            }
        }
        last = guessed;
        return guessed;
    }

    private int step(Sequence sequence, int... more) {
        batch.clear();
        batch.add(sequence, more, Logits.LAST);
        draft.extend(batch);
        float[] logits = batch.logits();
        int best = 0;
        for (int i = 1; i < draft.vocabulary(); i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    @Override
    public void close() {
        known.close();
    }
}
