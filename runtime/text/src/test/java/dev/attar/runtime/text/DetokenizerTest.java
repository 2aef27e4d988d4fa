package dev.attar.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.attar.runtime.text.normalize.ByteCharacters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Text from tokens that come one after another. */
class DetokenizerTest {
    @Test
    void thePiecesOfEveryKindJoinToWhatDecodeGives() {
        RandomTexts texts = new RandomTexts(7, TokenizerKinds.SPECIALS);
        for (Map.Entry<String, byte[]> kind : TokenizerKinds.all().entrySet()) {
            Tokenizer tokenizer = Tokenizer.parse(kind.getKey(), kind.getValue(), 1 << 20);
            for (int i = 0; i < 40; i++) {
                String text = texts.next();
                int[] ids = tokenizer.encodePlain(text).ids();
                for (boolean skip : new boolean[] {true, false}) {
                    String joined = String.join("", pieces(tokenizer.detokenizer(skip), ids));
                    assertEquals(tokenizer.decode(ids, skip), joined, kind.getKey() + ": " + text);
                }
            }
        }
    }

    @Test
    void anyBytesJoinToWhatDecodeGives() {
        Tokenizer bytes = ofBytes();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2000; i++) {
            int[] ids = random.ints(12, 0x80, 256)
                    .map(b -> random.nextInt(4) == 0 ? 'a' : b)
                    .toArray();
            List<String> pieces = pieces(bytes.detokenizer(true), ids);
            assertEquals(bytes.decode(ids, true), String.join("", pieces));
        }
    }

    @Test
    void aCharacterComesWithItsLastByte() {
        assertEquals(List.of("", "", "地", "a"), pieces(ofBytes().detokenizer(true), ids("地a")));
        String family = "👩‍👩‍👧";
        List<String> pieces = pieces(ofBytes().detokenizer(true), ids(family));
        assertEquals(family, String.join("", pieces));
        pieces.forEach(piece -> assertFalse(piece.contains("\uFFFD")));
    }

    @Test
    void aReplacementCharacterOfTheTextIsNoHalfCharacter() {
        assertEquals(List.of("", "", "\uFFFD", "b"), pieces(ofBytes().detokenizer(true), ids("\uFFFDb")));
    }

    @Test
    void whatIsNeverCompletedIsOneReplacementCharacterAtTheEnd() {
        Detokenizer detokenizer = ofBytes().detokenizer(true);
        assertEquals("", detokenizer.add(0xE5));
        assertEquals("", detokenizer.add(0x9C));
        assertEquals("\uFFFD", detokenizer.end());
        assertEquals("", detokenizer.end());
    }

    @Test
    void theBlankBeforeTheFirstWordIsDroppedOnce() {
        Tokenizer llama = Tokenizer.parse("llama2", TokenizerKinds.all().get("llama2"), 64);
        int[] ids = llama.encodePlain("ab  ab").ids();
        assertEquals("ab  ab", String.join("", pieces(llama.detokenizer(true), ids)));
    }

    private static List<String> pieces(Detokenizer detokenizer, int[] ids) {
        List<String> pieces = new ArrayList<>();
        for (int id : ids) {
            pieces.add(detokenizer.add(id));
        }
        String last = detokenizer.end();
        if (!last.isEmpty()) {
            pieces.add(last);
        }
        return pieces;
    }

    private static int[] ids(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xFF;
        }
        return ids;
    }

    /** A tokenizer whose token i is byte i. */
    private static Tokenizer ofBytes() {
        StringBuilder vocabulary = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            int wanted = b;
            String token = Character.toString(IntStream.range(0, 512)
                    .filter(c -> ByteCharacters.byteOf(c) == wanted)
                    .findFirst()
                    .orElseThrow());
            String quoted = token.equals("\"") || token.equals("\\") ? "\\" + token : token;
            vocabulary.append(b == 0 ? "" : ",").append("\"" + quoted + "\":" + b);
        }
        String json =
                "{\"added_tokens\":[],\"normalizer\":null,\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,"
                    + "\"trim_offsets\":true,\"use_regex\":false},\"post_processor\":null,\"decoder\":{\"type\":\"ByteLevel\","
                    + "\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":false},\"model\":{\"type\":\"BPE\",\"vocab\":{"
                        + vocabulary + "},\"merges\":[]}}";
        return Tokenizer.parse("bytes", json.getBytes(StandardCharsets.UTF_8), 4096);
    }
}
