package dev.attar.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damaged copies of good files: the same seed, the same mutant. */
final class Mutants {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffff_ffffL,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\u0000",
            "\\ud800",
            "null",
            "-1",
            "1e999",
            "99999999999999999999",
            "NaN",
            "\n",
            "\r\n",
            "\uFEFF",
            "\u202e",
            "é",
            "😀",
            "\u0000");
    private static final int LONGEST = 1 << 20;

    private final List<byte[]> seeds;
    private final List<String> words;

    /**
     * @param seeds good files
     * @param words what the format is written with
     */
    Mutants(List<byte[]> seeds, List<String> words) {
        this.seeds = seeds;
        this.words = words;
    }

    byte[] of(long seed) {
        Random random = new Random(seed);
        byte[] bytes = seeds.get(random.nextInt(seeds.size()));
        for (int i = 1 + random.nextInt(6); i > 0 && bytes.length > 0 && bytes.length < LONGEST; i--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int some = 1 + random.nextInt(Math.min(32, bytes.length));
        return switch (random.nextInt(9)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> with(bytes, at, (byte) random.nextInt(256));
            case 2 -> number(bytes, at, random);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> replaced(bytes, at, Math.min(bytes.length, at + some), new byte[0]);
            case 5 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + some)));
            case 6 -> replaced(bytes, at, at, word(WORDS, random));
            case 7 ->
                replaced(bytes, at, Math.min(bytes.length, at + some), word(words.isEmpty() ? WORDS : words, random));
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                yield replaced(
                        bytes, at, bytes.length, Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
            }
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    /** One that overflows something, over 1, 2, 4 or 8 bytes. */
    private static byte[] number(byte[] bytes, int at, Random random) {
        byte[] number = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(NUMBERS[random.nextInt(NUMBERS.length)])
                .array();
        int count = Math.min(1 << random.nextInt(4), bytes.length - at);
        byte[] changed = bytes.clone();
        System.arraycopy(number, 0, changed, at, count);
        return changed;
    }

    private static byte[] word(List<String> words, Random random) {
        return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] changed = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
        return changed;
    }
}
