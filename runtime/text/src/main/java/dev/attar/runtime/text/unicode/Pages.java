package dev.attar.runtime.text.unicode;

/** A number for each code point, 0 where none is set, in pages of 256. */
final class Pages {
    private static final int[] EMPTY = new int[256];

    private final int[][] pages = new int[0x1100][];

    Pages() {
        java.util.Arrays.fill(pages, EMPTY);
    }

    int get(int codePoint) {
        return pages[codePoint >> 8][codePoint & 0xFF];
    }

    void set(int codePoint, int value) {
        int[] page = pages[codePoint >> 8];
        if (page == EMPTY) {
            page = new int[256];
            pages[codePoint >> 8] = page;
        }
        page[codePoint & 0xFF] = value;
    }
}
