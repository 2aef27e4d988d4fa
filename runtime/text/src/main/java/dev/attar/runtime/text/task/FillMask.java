package dev.attar.runtime.text.task;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says which tokens fit best where a text has a mask.
 *
 * <pre>{@code
 * try (MaskedModel model = MaskedModel.load(Path.of("masked.safetensors"))) {
 *     FillMask fill = FillMask.of(model::predict, Tokenizer.load(Path.of("tokenizer.json"), 512));
 *     for (Fill best : fill.fill("Paris is the " + fill.mask() + " of France.", 5)) {
 *         System.out.println(best.score() + " " + best.text());
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads at once. A call of the model has one text, as its result has a column for each token of
 * the vocabulary.
 */
public final class FillMask {
    private static final List<String> USUAL = List.of("[MASK]", "<mask>");

    private final TokenScores model;
    private final Tokenizer tokenizer;
    private final String mask;
    private final int maskId;
    private final LongInput longTexts;

    private FillMask(TokenScores model, Tokenizer tokenizer, String mask, int maskId, LongInput longTexts) {
        this.model = Objects.requireNonNull(model, "model");
        this.tokenizer = tokenizer;
        this.mask = mask;
        this.maskId = maskId;
        this.longTexts = OneSequence.of(longTexts);
    }

    /**
     * Refuses texts that do not fit. The mask is the vocabulary's {@code [MASK]} or {@code <mask>}.
     *
     * @param model the head of a masked language model
     * @param tokenizer the model's own, for the model's context, which reads special tokens in texts
     * @throws IllegalArgumentException when the vocabulary has neither
     */
    public static FillMask of(TokenScores model, Tokenizer tokenizer) {
        Objects.requireNonNull(tokenizer, "tokenizer");
        String mask = usualMask(tokenizer)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the vocabulary has none of the tokens " + USUAL + ": name the model's mask"));
        return of(model, tokenizer, mask);
    }

    /** The vocabulary's {@code [MASK]} or {@code <mask>}; empty when it has neither. */
    public static Optional<String> usualMask(Tokenizer tokenizer) {
        return USUAL.stream().filter(mask -> tokenizer.id(mask).isPresent()).findFirst();
    }

    /**
     * Fills masks of another name than {@code [MASK]} and {@code <mask>}.
     *
     * @throws IllegalArgumentException when the vocabulary has no such token
     */
    public static FillMask of(TokenScores model, Tokenizer tokenizer, String mask) {
        OptionalInt id = tokenizer.id(Objects.requireNonNull(mask, "mask"));
        if (id.isEmpty()) {
            throw new IllegalArgumentException("the vocabulary has no token '" + mask + "'");
        }
        return new FillMask(model, tokenizer, mask, id.getAsInt(), LongInput.REFUSE);
    }

    /**
     * Returns one that refuses or truncates texts that do not fit.
     *
     * @throws IllegalArgumentException when the choice makes several sequences of a text
     */
    public FillMask withLongTexts(LongInput choice) {
        return new FillMask(model, tokenizer, mask, maskId, choice);
    }

    /** The mask as it is written in texts. */
    public String mask() {
        return mask;
    }

    /**
     * The best tokens for the one mask of a text, the best first.
     *
     * @param best how many; fewer where the vocabulary has no more
     * @throws IllegalArgumentException when the text has no mask, or several
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    public List<Fill> fill(String text, int best) {
        List<List<Fill>> each = fillEach(text, best);
        if (each.size() != 1) {
            throw new IllegalArgumentException("the text has " + each.size() + " masks: write " + mask + " once in it"
                    + (each.isEmpty() ? "" : ", or use fillEach"));
        }
        return each.getFirst();
    }

    /**
     * The best tokens for each mask of a text, in their order; each as if the other masks stayed.
     *
     * @throws dev.attar.runtime.text.TextException when the text is refused
     */
    public List<List<Fill>> fillEach(String text, int best) {
        if (best < 1) {
            throw new IllegalArgumentException(best + " tokens for a mask: give 1 or more");
        }
        return BatchedTexts.oneByOne(model)
                .map(
                        List.of(text),
                        one -> tokenizer.encode(one, longTexts),
                        (_, sequences, scores) -> fills(text, sequences.getFirst(), scores.getFirst(), best))
                .getFirst();
    }

    private List<List<Fill>> fills(String text, EncodedText sequence, Matrix scores, int best) {
        List<List<Fill>> each = new ArrayList<>();
        int[] ids = sequence.ids();
        for (int row = 0; row < ids.length; row++) {
            if (ids[row] == maskId && !sequence.isSpecial(row)) {
                Span place = new Span(sequence.start(row), sequence.end(row));
                each.add(fills(text, place, scores.row(row), best));
            }
        }
        return each;
    }

    private List<Fill> fills(String text, Span place, float[] scores, int best) {
        float[] probabilities = Probability.SOFTMAX.of(scores);
        List<Fill> fills = new ArrayList<>();
        for (int id : Highest.of(scores, best)) {
            // Vocabularies are padded to round numbers: a row of the matrix need not be a token.
            String token = tokenizer.token(id).orElse("");
            fills.add(new Fill(token, id, probabilities[id], MaskedText.filled(text, place, token, word(id))));
        }
        return fills;
    }

    private String word(int id) {
        return tokenizer.decode(new int[] {id}, false).strip();
    }
}
