package dev.attar.cli;

/** The file of a tokenizer whose token i is byte i of UTF-8, and whose token 256 is special. */
final class BytesTokenizer {
    private BytesTokenizer() {}

    static String json() {
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
        return "{\"added_tokens\":[{\"id\":256,\"content\":\"<end>\",\"single_word\":false,\"lstrip\":false,"
                + "\"rstrip\":false,\"normalized\":false,\"special\":true}],\"normalizer\":null,\"pre_tokenizer\":"
                + bytes
                + ",\"post_processor\":null,\"decoder\":" + bytes + ",\"model\":{\"type\":\"BPE\",\"vocab\":{"
                + vocabulary + "\"<end>\":256},\"merges\":[]}}";
    }
}
