package dev.attar.runtime.train.data;

import dev.attar.runtime.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** BERT's kind of tokenizer with the words of the tests: [CLS] and [SEP] around, pieces such as {@code play ##ing}. */
final class SmallTokenizer {
    private static final List<String> VOCABULARY = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "the", "dog", "cat", "play", "##ing", "in", "new",
            "york", "is", ".");

    private SmallTokenizer() {}

    static Tokenizer of(int context) {
        StringBuilder vocabulary = new StringBuilder();
        StringBuilder added = new StringBuilder();
        for (int i = 0; i < VOCABULARY.size(); i++) {
            vocabulary.append(i == 0 ? "" : ",").append("\"" + VOCABULARY.get(i) + "\":" + i);
            if (VOCABULARY.get(i).startsWith("[")) {
                added.append(i == 0 ? "" : ",")
                        .append("{\"id\":" + i + ",\"content\":\"" + VOCABULARY.get(i)
                                + "\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,"
                                + "\"special\":true}");
            }
        }
        String json = """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[%s],
            "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,
            "lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},
            "post_processor":{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},"decoder":null,
            "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
            "max_input_chars_per_word":100,"vocab":{%s}}}
            """.formatted(added, vocabulary);
        return Tokenizer.parse("small", json.getBytes(StandardCharsets.UTF_8), context);
    }
}
