package dev.attar.runtime.text.decode;

/**
 * Bytes as text, where each longest beginning of a character that is not completed becomes U+FFFD.
 *
 * <p>Java's decoder takes other pieces of what is malformed for one. Source: The Unicode Standard, table 3-7 and section
 * 3.9, "U+FFFD substitution of maximal subparts".
 */
final class LossyUtf8 {
    private LossyUtf8() {}

    static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int first = bytes[i] & 0xFF;
            int length = length(first);
            int c = length < 2 ? first : first & 0x7F >> length;
            int read = 1;
            while (read < length && i + read < bytes.length && follows(first, read, bytes[i + read] & 0xFF)) {
                c = c << 6 | bytes[i + read++] & 0x3F;
            }
            text.appendCodePoint(read == length ? c : 0xFFFD);
            i += read;
        }
        return text.toString();
    }

    /** The bytes of a character that begins with this one; 0 when none does. */
    static int length(int first) {
        return first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    }

    /** Whether a byte may stand at a place, from 1, of a character that begins with {@code first}. */
    static boolean follows(int first, int place, int b) {
        int low = place > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = place > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return low <= b && b <= high;
    }
}
