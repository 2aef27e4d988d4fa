package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Damaged tokenizer files end in a refusal, or in a tokenizer that works.
 *
 * <p>{@code -Dattar.text.mutants=100000} sets the number of mutants of each file.
 */
class MutationTest {
    private static final int MUTANTS = Integer.getInteger("attar.text.mutants", 40);
    private static final List<String> TEXTS =
            List.of("Hello, wörld! don't 123 東京 👩\u200D👧", "", "  <mask> [SEP] ", "a".repeat(3000), "A1 ".repeat(50));
    private static final String[] VALUES = {
        "null",
        "-1",
        "0",
        "4294967295",
        "9223372036854775808",
        "1e999",
        "1.5",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "true",
        "\"\\ud800\"",
        "\"(a+)+$\"",
        "\"[\"",
        "[[[[[[[[",
        "\"" + "a".repeat(100_000) + "\""
    };

    @Test
    void everyMutantIsRefusedOrWorks() {
        SplittableRandom random = new SplittableRandom(23);
        int refused = 0;
        int worked = 0;
        for (Map.Entry<String, byte[]> kind : TokenizerKinds.all().entrySet()) {
            if (kind.getValue().length > 100_000 && MUTANTS < 1000) {
                continue; // a file of 700 KB takes its time, and its parts are in other files
            }
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = mutant(kind.getValue(), random);
                try {
                    Tokenizer tokenizer = Tokenizer.parse(kind.getKey(), mutant, 64);
                    for (String text : TEXTS) {
                        EncodedText encoded =
                                tokenizer.encode(text, LongInput.TRUNCATE).getFirst();
                        assertTrue(encoded.length() <= 64);
                        tokenizer.decode(encoded.ids(), i % 2 == 0);
                    }
                    worked++;
                } catch (TextException e) {
                    assertTrue(e.getMessage().contains("hint: "), e.getMessage());
                    refused++;
                } catch (RuntimeException e) {
                    throw new AssertionError(
                            kind.getKey() + ", mutant " + i + ": " + new String(mutant, StandardCharsets.UTF_8), e);
                }
            }
        }
        assertTrue(refused > worked / 4 && worked > refused / 20, refused + " refused, " + worked + " worked");
    }

    /** Some bytes changed, cut off, repeated, or a value replaced by another one. */
    private static byte[] mutant(byte[] file, SplittableRandom random) {
        byte[] mutant = file.clone();
        for (int change = random.nextInt(1, 4); change > 0 && mutant.length > 1; change--) {
            int at = random.nextInt(mutant.length);
            // Most of a file is its vocabulary: the settings before it deserve more.
            at = random.nextInt(3) > 0 ? Math.min(at, random.nextInt(3000)) : at;
            switch (random.nextInt(6)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant = Arrays.copyOf(mutant, at + 1);
                case 2 -> {
                    int length = Math.min(mutant.length - at, random.nextInt(200));
                    mutant = spliced(mutant, at, at, Arrays.copyOfRange(mutant, at, at + length));
                }
                case 3 ->
                    mutant = spliced(mutant, at, Math.min(mutant.length, at + random.nextInt(1, 20)), new byte[0]);
                default -> mutant = value(mutant, at, VALUES[random.nextInt(VALUES.length)]);
            }
        }
        return mutant;
    }

    /** Replaces the value after the next colon. */
    private static byte[] value(byte[] file, int from, String value) {
        int colon = from;
        while (colon < file.length && file[colon] != ':') {
            colon++;
        }
        int end = colon + 1;
        while (end < file.length && ",}]\n".indexOf(file[end]) < 0) {
            end++;
        }
        return colon >= file.length
                ? file
                : spliced(file, colon + 1, Math.min(end, file.length), value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] spliced(byte[] file, int from, int to, byte[] with) {
        byte[] result = new byte[file.length - (to - from) + with.length];
        System.arraycopy(file, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(file, to, result, from + with.length, file.length - to);
        return result;
    }

    @Test
    void damagedSentencePieceModelsAreRefusedOrWork() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] model = TokenizerKinds.resource("marian/source.spm");
        List<String> refusals = new ArrayList<>();
        int worked = 0;
        for (int i = 0; i < 2 * MUTANTS; i++) {
            byte[] mutant = model.clone();
            int at = random.nextInt(3) == 0 ? random.nextInt(model.length) : model.length - 1 - random.nextInt(500);
            mutant[random.nextBoolean() ? at : random.nextInt(3000)] = (byte) random.nextInt(256);
            mutant = random.nextInt(4) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
            try {
                Tokenizer tokenizer = Tokenizer.parseSentencePiece("model", mutant, 64);
                TEXTS.forEach(text -> tokenizer.encode(text, LongInput.TRUNCATE));
                worked++;
            } catch (TextException e) {
                refusals.add(e.getMessage());
            }
        }
        assertTrue(worked > 0 && !refusals.isEmpty(), worked + " worked");
        assertEquals(
                List.of(),
                refusals.stream().filter(r -> !r.startsWith("model: ")).toList());
    }
}
