package dev.attar.runtime.text.normalize;

/**
 * Each byte of a text's UTF-8 as a visible character: the alphabet of byte-level vocabularies.
 *
 * <p>Source: Radford et al. 2019, the published encoder of GPT-2.
 */
public record ByteCharacters() implements Normalizer {
    private static final int[] OF_BYTE = ofByte();
    private static final int[] BYTE_OF = byteOf();

    @Override
    public void apply(Text text) {
        boolean same = true;
        for (int i = 0; i < text.length() && same; i++) {
            same = text.codePoint(i) > ' ' && text.codePoint(i) < 0x7F;
        }
        if (!same) {
            Text result = text.successor(text.length() + (text.length() >> 1));
            append(text, 0, text.length(), result);
            text.become(result);
        }
    }

    /** Adds the bytes of some characters to another text. */
    public static void append(Text text, int begin, int end, Text to) {
        for (int i = begin; i < end; i++) {
            int c = text.codePoint(i);
            if (c < 0x80) {
                to.add(OF_BYTE[c], text, i);
            } else if (c < 0x800) {
                to.add(OF_BYTE[0xC0 | c >> 6], text, i);
                to.add(OF_BYTE[0x80 | c & 0x3F], text, i);
            } else if (c < 0x10000) {
                to.add(OF_BYTE[0xE0 | c >> 12], text, i);
                to.add(OF_BYTE[0x80 | c >> 6 & 0x3F], text, i);
                to.add(OF_BYTE[0x80 | c & 0x3F], text, i);
            } else {
                to.add(OF_BYTE[0xF0 | c >> 18], text, i);
                to.add(OF_BYTE[0x80 | c >> 12 & 0x3F], text, i);
                to.add(OF_BYTE[0x80 | c >> 6 & 0x3F], text, i);
                to.add(OF_BYTE[0x80 | c & 0x3F], text, i);
            }
        }
    }

    /** The byte that a character stands for, or -1. */
    public static int byteOf(int character) {
        return character < BYTE_OF.length ? BYTE_OF[character] : -1;
    }

    private static int[] ofByte() {
        int[] characters = new int[256];
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean visible = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            characters[b] = visible ? b : next++;
        }
        return characters;
    }

    private static int[] byteOf() {
        int[] bytes = new int[512];
        java.util.Arrays.fill(bytes, -1);
        for (int b = 0; b < 256; b++) {
            bytes[OF_BYTE[b]] = b;
        }
        return bytes;
    }
}
