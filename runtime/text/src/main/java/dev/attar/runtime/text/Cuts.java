package dev.attar.runtime.text;

import dev.attar.runtime.text.file.TokenizerParts;
import dev.attar.runtime.text.model.Bpe;
import dev.attar.runtime.text.model.Model;
import dev.attar.runtime.text.normalize.BertNormalizer;
import dev.attar.runtime.text.normalize.ByteCharacters;
import dev.attar.runtime.text.normalize.CharsMap;
import dev.attar.runtime.text.normalize.Normalizer;
import dev.attar.runtime.text.normalize.SentencePieceNormalizer;
import dev.attar.runtime.text.normalize.Text;
import dev.attar.runtime.text.pattern.Literal;
import dev.attar.runtime.text.pattern.Regex;
import dev.attar.runtime.text.pattern.WordScanner;
import dev.attar.runtime.text.split.PreTokenizer;

/**
 * Places where a text can be cut so that the tokens of the pieces are the tokens of the text. They make it possible to stop
 * once there are tokens enough, and keep the memory for long texts small.
 *
 * <p>A blank between ASCII letters or digits is such a place for tokenizers that split at blanks and change none; for BERT's
 * also any place beside ASCII punctuation. Where a tokenizer is not known to be of that kind, nothing is cut.
 */
enum Cuts {
    NONE,
    BLANKS,
    SIGNS;

    /** Pieces are at least so long. */
    static final int LEAST = 512;

    private static final int MARK = 0x2581; // SentencePiece's blank

    static Cuts of(TokenizerParts parts) {
        if (!allow(parts.normalizer()) || !allow(parts)) {
            return NONE;
        }
        if (!splits(parts.preTokenizer()) && !(parts.preTokenizer() == null && staysInWords(parts))) {
            return NONE;
        }
        boolean bert = parts.preTokenizer() instanceof PreTokenizer.Bert
                && (parts.normalizer() == null || parts.normalizer() instanceof BertNormalizer);
        return bert && parts.added().normalizedContents().isEmpty() ? SIGNS : BLANKS;
    }

    /** The first place to cut that leaves a piece long enough, or the end of the text. */
    int after(String text, int from) {
        for (long at = (long) from + LEAST; this != NONE && at < text.length() - 1; at++) {
            if (at(text, (int) at)) {
                return (int) at;
            }
        }
        return text.length();
    }

    private boolean at(String text, int at) {
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return after == ' '
                ? plain(before) && plain(text.charAt(at + 1))
                : this == SIGNS && visible(before) && visible(after) && !(plain(before) && plain(after));
    }

    private static boolean plain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean visible(char c) {
        return c > ' ' && c < 0x7F;
    }

    /** What normalises a piece that is not the first one: as the whole, but what is done at the beginning. */
    static Normalizer inside(Normalizer normalizer) {
        return switch (normalizer) {
            case Normalizer.Sequence(var steps) ->
                new Normalizer.Sequence(steps.stream().map(Cuts::inside).toList());
            case Normalizer.Prepend any -> new Normalizer.Sequence(java.util.List.of());
            case Normalizer.Strip(boolean left, boolean right) -> new Normalizer.Strip(false, right);
            case null -> null;
            default -> normalizer;
        };
    }

    private static boolean allow(Normalizer normalizer) {
        return switch (normalizer) {
            case null -> true;
            case Normalizer.Sequence(var steps) -> steps.stream().allMatch(Cuts::allow);
            case Normalizer.Replace(Literal(String text), String content) ->
                text.equals(" ") || text.chars().noneMatch(c -> c == ' ' || plain((char) c));
            case Normalizer.Replace(Regex regex, String content) ->
                regex.pattern().equals(" {2,}");
            case Normalizer.Replace any -> false;
            case SentencePieceNormalizer any -> false;
            case BertNormalizer any -> true;
            case ByteCharacters any -> true;
            case CharsMap any -> true;
            case Normalizer.Form any -> true;
            case Normalizer.LowerCase any -> true;
            case Normalizer.Drop any -> true;
            case Normalizer.Nmt any -> true;
            case Normalizer.Strip any -> true;
            case Normalizer.Prepend any -> true;
        };
    }

    /** Whether no token that is looked for in normalised text can hold such a blank or depends on one. */
    private static boolean allow(TokenizerParts parts) {
        return !parts.added().normalizedLookAround()
                && parts.added().normalizedContents().stream()
                        .allMatch(c -> c.indexOf(' ') < 0 && c.indexOf(MARK, 1) < 0);
    }

    /** Whether a word ends at each such blank; what else a step does must not look beyond it. */
    private static boolean splits(PreTokenizer step) {
        return switch (step) {
            case null -> false;
            case PreTokenizer.Bert any -> true;
            case PreTokenizer.ByteLevel(boolean blankFirst, boolean rule) -> rule;
            case PreTokenizer.Metaspace(int mark, PreTokenizer.Scheme scheme, boolean split) -> split;
            case PreTokenizer.Split(PreTokenizer.Members any, var behavior, boolean inverted) ->
                any.set().contains(' ')
                        && !any.set().contains('a')
                        && !any.set().contains('0')
                        && !any.set().contains('A');
            case PreTokenizer.Split(PreTokenizer.WordRuns any, var behavior, boolean inverted) -> true;
            case PreTokenizer.Split(WordScanner any, var behavior, boolean inverted) ->
                behavior == dev.attar.runtime.text.split.Behavior.ISOLATED;
            case PreTokenizer.Split any -> false;
            case PreTokenizer.FixedLength any -> false;
            case PreTokenizer.Sequence(var steps) -> !steps.isEmpty() && splits(steps.getFirst());
        };
    }

    /**
     * Whether a model without pre-tokenizer makes no token that goes on after a word: merges of byte pairs, blanks that
     * become a mark which is a token, and no token with a mark behind a letter.
     */
    private static boolean staysInWords(TokenizerParts parts) {
        Model model = parts.model();
        Text blank = Text.of(" ");
        Normalizer normalizer = inside(parts.normalizer());
        if (normalizer != null) {
            normalizer.apply(blank);
        }
        return model instanceof Bpe bpe
                && bpe.mergesOnly()
                && blank.length() == 1
                && blank.codePoint(0) == MARK
                && model.vocabulary().id("\u2581").isPresent()
                && model.vocabulary().ids().keySet().stream().noneMatch(Cuts::goesOn);
    }

    private static boolean goesOn(String token) {
        for (int i = 1; i < token.length(); i++) {
            if (token.charAt(i) == MARK && token.charAt(i - 1) != MARK) {
                return true;
            }
        }
        return false;
    }
}
