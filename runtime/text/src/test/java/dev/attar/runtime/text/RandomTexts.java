package dev.attar.runtime.text;

import java.util.List;
import java.util.SplittableRandom;

/** Texts of all kinds: every block of Unicode, emoji, controls, marks, long words, mixed scripts, prose, special tokens. */
final class RandomTexts {
    private static final String[] WORDS = {
        "the",
        "quick",
        "brown",
        "Fox",
        "don't",
        "CAN'T",
        "it's",
        "we'LL",
        "they'Ve",
        "I'm",
        "naïve",
        "Straße",
        "ΣΑΣ",
        "İstanbul",
        "ſ'ſ",
        "'ſ",
        "1234567",
        "3.14",
        "$1,234.56",
        "http://a.b/c?d=e#f",
        "foo_bar",
        "東京",
        "한국어",
        "مرحبا",
        "שלום",
        "ไทย",
        "हिन्दी",
        "e\u0301",
        "ﬁne",
        "①②③",
        "Ⅷ",
        "½",
        "…",
        "—",
        "™",
        "\u00A0",
        "\u3000",
        "\u2581",
        "▁a",
        "Ġ",
        "</w>",
        "<0x41>",
        "##ing",
        "`` quoted ''",
        "x²",
        "A\u030A",
        "ﷺ",
        "K",
        "Å",
        "\u200B",
        "\uFEFF",
        "\u00AD"
    };
    private static final String[] EMOJI = {
        "👩",
        "👨",
        "👧",
        "👦",
        "\u200D",
        "\uFE0F",
        "🏽",
        "🇩",
        "🇪",
        "🇺",
        "❤",
        "🏳",
        "🌈",
        "👍",
        "😀",
        "1\uFE0F\u20E3",
        "🫠",
        "✈",
        "🧑\u200D🚀"
    };
    private static final String[] SPACES = {
        " ", "  ", "   ", "\t", "\n", "\r\n", "\n\n", "\u00A0", "\u2003", "\u2028", "\u3000", "\u0085", "\u000B",
        "\u1680", "\u180E", "\u001C"
    };
    private static final String CONTROLS =
            "\u0000\u0001\u0008\u001F\u007F\u0080\u009F\u200B\u200E\u202E\u2060\uFEFF\uFFF9\uFFFD\uFFFE";
    private static final int[] MARKS = {
        0x300, 0x301, 0x308, 0x323, 0x327, 0x338, 0x345, 0x344, 0x334, 0x5B0, 0x5BC, 0x64B, 0x651, 0x93C, 0x94D, 0xE38,
        0xF71, 0xF72, 0xF73, 0x1DC0, 0x20D0, 0x20DD, 0x302A, 0x302E, 0x3099, 0xFE20, 0x1D165, 0x1D16D, 0x11F41, 0x1E94A
    };
    private static final int[] JAMO = {
        0x1100, 0x1112, 0x1161, 0x1175, 0x11A7, 0x11A8, 0x11C2, 0xAC00, 0xAC01, 0xD7A3, 0x115F
    };
    private static final String SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡¿«»§°´·";

    private final SplittableRandom random;
    private final List<String> specials;

    RandomTexts(long seed, List<String> specials) {
        this.random = new SplittableRandom(seed);
        this.specials = specials;
    }

    /** A text of some pieces, each of a kind of its own. */
    String next() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(1, 8);
        for (int i = 0; i < pieces; i++) {
            piece(text);
            if (random.nextInt(3) > 0) {
                text.append(of(SPACES, 3));
            }
        }
        return text.toString();
    }

    private void piece(StringBuilder text) {
        switch (random.nextInt(14)) {
            case 0, 1 -> block(text);
            case 2 -> repeat(1, 6, () -> text.append(of(EMOJI, EMOJI.length)));
            case 3 -> repeat(1, 4, () -> text.append(CONTROLS.charAt(random.nextInt(CONTROLS.length()))));
            case 4 -> repeat(1, 4, () -> text.append(of(SPACES, SPACES.length)));
            case 5 -> {
                text.append((char) random.nextInt('a', 'z' + 1));
                repeat(1, 6, () -> text.appendCodePoint(MARKS[random.nextInt(MARKS.length)]));
            }
            case 6 -> repeat(1, 6, () -> text.appendCodePoint(JAMO[random.nextInt(JAMO.length)]));
            case 7 -> {
                String word = of(WORDS, WORDS.length);
                text.append(word.repeat(random.nextInt(1, 40)));
            }
            case 8 -> repeat(1, 5, () -> text.append(SIGNS.charAt(random.nextInt(SIGNS.length()))));
            case 9 -> {
                if (!specials.isEmpty()) {
                    text.append(specials.get(random.nextInt(specials.size())));
                }
            }
            case 10 -> repeat(1, 3, () -> text.appendCodePoint(anywhere()));
            default ->
                repeat(1, 8, () -> text.append(of(WORDS, WORDS.length)).append(random.nextInt(4) > 0 ? " " : ""));
        }
    }

    /** Characters of one block of 256, which in Unicode is mostly one script. */
    private void block(StringBuilder text) {
        int block = anywhere() & ~0xFF;
        repeat(1, 10, () -> {
            int c = block | random.nextInt(256);
            text.appendCodePoint(c);
            if (random.nextInt(8) == 0) {
                text.append(' ');
            }
        });
    }

    /** A code point that is no half of a pair; the planes that hold letters more often. */
    private int anywhere() {
        int c = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x3000);
            case 1 -> random.nextInt(0x10000);
            case 2 -> 0x10000 + random.nextInt(0x20000);
            default -> random.nextInt(0x110000);
        };
        return c >= 0xD800 && c < 0xE000 ? 'x' : c;
    }

    private String of(String[] values, int count) {
        return values[random.nextInt(count)];
    }

    private void repeat(int least, int most, Runnable action) {
        for (int i = random.nextInt(least, most + 1); i > 0; i--) {
            action.run();
        }
    }
}
