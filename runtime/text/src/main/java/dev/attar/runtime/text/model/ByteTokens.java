package dev.attar.runtime.text.model;

import dev.attar.runtime.text.normalize.Text;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The tokens {@code <0x00>} to {@code <0xFF>} of vocabularies that spell what they do not know in bytes. */
final class ByteTokens {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ByteTokens() {}

    /** Their ids, -1 where one is absent. */
    static int[] of(Vocabulary vocabulary) {
        int[] ids = new int[256];
        for (int b = 0; b < 256; b++) {
            ids[b] = vocabulary.id("<0x" + HEX.toHexDigits((byte) b) + ">").orElse(-1);
        }
        return ids;
    }

    /** Adds the bytes of some characters, each placed at all of them; does nothing when one byte has no token. */
    static boolean add(int[] ids, Text text, int from, int to, int word, Tokens tokens) {
        byte[] bytes = text.string(from, to).getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            if (ids[b & 0xFF] < 0) {
                return false;
            }
        }
        for (byte b : bytes) {
            tokens.add(ids[b & 0xFF], text, from, to, word);
        }
        return true;
    }
}
