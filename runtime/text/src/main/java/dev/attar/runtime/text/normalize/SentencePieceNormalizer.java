package dev.attar.runtime.text.normalize;

/**
 * SentencePiece's own normalisation: the longest key of the table at each place is replaced, blanks are trimmed and become a
 * visible mark, and the text begins with one.
 *
 * @param map null for none
 * @param prefix whether a blank is put before the text
 * @param trim whether blanks at the ends are dropped, and of several in a row all but one
 * @param marks whether blanks become marks
 */
public record SentencePieceNormalizer(CharsMap map, boolean prefix, boolean trim, boolean marks) implements Normalizer {
    private static final int MARK = 0x2581;

    @Override
    public void apply(Text text) {
        int length = text.length();
        int blank = marks ? MARK : ' ';
        Text result = text.successor(length + 8);
        boolean begun = false;
        boolean afterBlank = trim;
        for (int at = 0; at < length; ) {
            CharsMap.Replacement found = map == null ? null : map.longest(text.codePoints(), at, length);
            int end = found == null ? at + 1 : found.end();
            int[] added = found == null ? new int[] {text.codePoint(at)} : found.text();
            boolean blankAlone = added.length == 1 && added[0] == ' ';
            if (!begun && !(trim && blankAlone)) {
                begun = true;
                if (prefix) {
                    result.add(blank, text, at);
                }
            }
            int from = 0;
            while (afterBlank && from < added.length && added[from] == ' ') {
                from++;
            }
            for (int i = from; begun && i < added.length; i++) {
                result.add(added[i] == ' ' ? blank : added[i], text, at, end);
            }
            if (begun && from < added.length) {
                afterBlank = added[added.length - 1] == ' ';
            }
            afterBlank &= trim;
            at = end;
        }
        int kept = result.length();
        while (trim && kept > 0 && result.codePoint(kept - 1) == blank) {
            kept--;
        }
        result.truncate(kept);
        text.become(result);
    }
}
