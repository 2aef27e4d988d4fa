package dev.attar.runtime.generate;

import dev.attar.runtime.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tokenizer whose token i is byte i of UTF-8, and whose token 256 is special. */
final class ByteTokenizer {
    static final int END = 256;
    static final int VOCABULARY = 257;

    private ByteTokenizer() {}

    static Tokenizer tokenizer() {
        StringBuilder vocabulary = new StringBuilder();
        int other = 256;
        for (int b = 0; b < 256; b++) {
            // As GPT-2 writes bytes: what can be seen stands for itself, the others for characters from 256 on.
            boolean seen = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            String token = Character.toString(seen ? b : other++);
            String quoted = token.equals("\"") || token.equals("\\") ? "\\" + token : token;
            vocabulary.append("\"" + quoted + "\":" + b + ",");
        }
        String bytes = "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":false}";
        String json = "{\"added_tokens\":[{\"id\":256,\"content\":\"<end>\",\"single_word\":false,\"lstrip\":false,"
                + "\"rstrip\":false,\"normalized\":false,\"special\":true}],\"normalizer\":null,\"pre_tokenizer\":"
                + bytes
                + ",\"post_processor\":null,\"decoder\":" + bytes + ",\"model\":{\"type\":\"BPE\",\"vocab\":{"
                + vocabulary + "\"<end>\":256},\"merges\":[]}}";
        return Tokenizer.parse("bytes", json.getBytes(StandardCharsets.UTF_8), 4096);
    }

    static int[] ids(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xFF;
        }
        return ids;
    }

    /** A model that writes this text, whatever was given, and ends. */
    static TableModel.Text saying(int given, String text) {
        int[] ids = Arrays.copyOf(ids(text), ids(text).length + 1);
        ids[ids.length - 1] = END;
        return TableModel.saying(VOCABULARY, given, ids);
    }
}
