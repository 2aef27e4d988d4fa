package dev.attar.runtime.text.normalize;

import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.NormalizationForm;
import dev.attar.runtime.text.unicode.UnicodeSets;

/**
 * BERT's normalisation.
 *
 * @param clean control characters are dropped, all white space becomes blanks
 * @param chinese blanks around ideographs, so that each is a word
 * @param stripAccents canonical decomposition, and nonspacing marks are dropped
 * @param lowerCase lower case
 */
public record BertNormalizer(boolean clean, boolean chinese, boolean stripAccents, boolean lowerCase)
        implements Normalizer {
    private static final CodePointSet CONTROL = UnicodeSets.named("control");
    private static final CodePointSet SPACE = UnicodeSets.space();
    private static final Normalizer DECOMPOSE = new Form(NormalizationForm.NFD);
    private static final Normalizer DROP_MARKS = new Drop(UnicodeSets.named("nonspacing"));
    private static final Normalizer LOWER_CASE = new LowerCase();
    private static final CodePointSet IDEOGRAPHS = CodePointSet.of(
            0x4E00, 0x9FFF, 0x3400, 0x4DBF, 0x20000, 0x2A6DF, 0x2A700, 0x2B73F, 0x2B740, 0x2B81F, 0x2B920, 0x2CEAF,
            0xF900, 0xFAFF, 0x2F800, 0x2FA1F);

    @Override
    public void apply(Text text) {
        if (clean) {
            clean(text);
        }
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.codePoint(i) < 0x80;
        }
        if (!ascii) {
            if (chinese) {
                separateIdeographs(text);
            }
            if (stripAccents) {
                DECOMPOSE.apply(text);
                DROP_MARKS.apply(text);
            }
        }
        if (lowerCase) {
            LOWER_CASE.apply(text);
        }
    }

    private static void clean(Text text) {
        int kept = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePoint(i);
            if (c > ' ' && c < 0x7F) {
                if (kept != i) {
                    text.move(i, kept);
                }
                kept++;
            } else if (c == '\t' || c == '\n' || c == '\r' || c != 0 && c != 0xFFFD && !CONTROL.contains(c)) {
                text.move(i, kept);
                if (SPACE.contains(c)) {
                    text.set(kept, ' ');
                }
                kept++;
            }
        }
        text.truncate(kept);
    }

    private static void separateIdeographs(Text text) {
        int first = 0;
        while (first < text.length() && !IDEOGRAPHS.contains(text.codePoint(first))) {
            first++;
        }
        if (first == text.length()) {
            return;
        }
        Text result = text.successor(text.length() * 2);
        result.addAll(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            int c = text.codePoint(i);
            boolean ideograph = IDEOGRAPHS.contains(c);
            if (ideograph) {
                result.add(' ', text, i);
            }
            result.add(c, text, i);
            if (ideograph) {
                result.add(' ', text, i);
            }
        }
        text.become(result);
    }
}
