package dev.attar.examples.stories;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@code tokenizer.json} in the form of GPT-2's. */
final class TokenizerFile {
    /** What ends a definition: token 0. */
    static final String END = "<|endoftext|>";

    private TokenizerFile() {}

    /** Of a vocabulary of so many tokens, learned from these texts. */
    static String json(List<String> texts, int vocabulary) {
        List<String> tokens = new ArrayList<>(List.of(END));
        tokens.addAll(List.of(Pieces.CHARACTERS.split("")));
        List<Pieces.Pair> merges = Pieces.learn(texts, vocabulary - tokens.size());
        merges.forEach(pair -> tokens.add(pair.joined()));
        List<String> members = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            members.add(quoted(tokens.get(id)) + ":" + id);
        }
        return """
            {"version":"1.0","truncation":null,"padding":null,"normalizer":null,"post_processor":null,
             "added_tokens":[{"id":0,"content":"%s","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
             "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
             "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},
             "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,
               "end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,
               "vocab":{%s},
               "merges":[%s]}}
            """.formatted(
                        END,
                        String.join(",", members),
                        merges.stream()
                                .map(pair -> "[" + quoted(pair.first()) + "," + quoted(pair.second()) + "]")
                                .collect(Collectors.joining(",")));
    }

    /** A string of JSON. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
