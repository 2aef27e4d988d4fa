package dev.attar.runtime.text.decode;

import dev.attar.runtime.text.normalize.ByteCharacters;
import java.util.Arrays;
import java.util.List;

/** Whether the bytes of tokens end inside a character, so that the next token may complete it. */
public final class OpenCharacter {
    private static final int MOST_OPEN = 3; // bytes of a character that is not complete

    private OpenCharacter() {}

    /** Whether the last tokens are the beginning of a character; never where the decoder knows no bytes. */
    public static boolean isAtEnd(Decoder decoder, List<String> tokens) {
        return switch (decoder) {
            case Decoder.Sequence(List<Decoder> steps) -> steps.stream().anyMatch(step -> isAtEnd(step, tokens));
            case Decoder.ByteLevel _ -> isOpen(lastOfByteLevel(tokens));
            case Decoder.ByteFallback _ -> isOpen(lastOfByteFallback(tokens));
            default -> false;
        };
    }

    /** The last bytes, the last one first. */
    private static int[] lastOfByteLevel(List<String> tokens) {
        int[] last = new int[MOST_OPEN];
        int count = 0;
        for (int t = tokens.size() - 1; t >= 0 && count < MOST_OPEN; t--) {
            int[] characters = tokens.get(t).codePoints().toArray();
            for (int c = characters.length - 1; c >= 0 && count < MOST_OPEN; c--) {
                int b = ByteCharacters.byteOf(characters[c]);
                if (b < 0) {
                    return Arrays.copyOf(last, count); // a token of characters, which are complete
                }
                last[count++] = b;
            }
        }
        return Arrays.copyOf(last, count);
    }

    private static int[] lastOfByteFallback(List<String> tokens) {
        int[] last = new int[MOST_OPEN];
        int count = 0;
        for (int t = tokens.size() - 1; t >= 0 && count < MOST_OPEN; t--) {
            int b = Decoder.ByteFallback.byteOf(tokens.get(t));
            if (b < 0) {
                break;
            }
            last[count++] = b;
        }
        return Arrays.copyOf(last, count);
    }

    private static boolean isOpen(int[] last) {
        for (int i = 0; i < last.length; i++) {
            int first = last[i];
            if (first >= 0x80 && first < 0xC0) {
                continue; // inside a character, or malformed
            }
            int length = LossyUtf8.length(first);
            for (int place = 1; place <= i; place++) {
                if (!LossyUtf8.follows(first, place, last[i - place])) {
                    return false;
                }
            }
            return length > i + 1;
        }
        return false;
    }
}
