package dev.attar.examples.translation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tokenizer of the model, as a {@code tokenizer.json}: each word is a token, and each character of a date. Capital letters
 * are read as small ones; the one that is written, ISO's T, is made large again.
 */
final class WordTokens {
    private static final List<String> SPECIAL = List.of("<pad>", "</s>", "<unk>");
    private static final String SEPARATE = "[0-9:,.-]";

    private WordTokens() {}

    /** All words of these phrases. */
    static String json(List<Phrase> phrases) {
        Set<String> words = new TreeSet<>();
        for (Phrase phrase : phrases) {
            words.addAll(
                    List.of(phrase.words().toLowerCase(java.util.Locale.ROOT).split("[ ,-]+")));
        }
        Set<String> tokens = new LinkedHashSet<>(SPECIAL);
        tokens.addAll(List.of("0 1 2 3 4 5 6 7 8 9 - : t ,".split(" ")));
        tokens.addAll(words);
        return """
            {"version":"1.0","truncation":null,"padding":null,
             "added_tokens":[%s],
             "normalizer":{"type":"Lowercase"},
             "pre_tokenizer":{"type":"Sequence","pretokenizers":[
               {"type":"WhitespaceSplit"},
               {"type":"Split","pattern":{"Regex":"%s"},"behavior":"Isolated","invert":false}]},
             "post_processor":{"type":"TemplateProcessing",
               "single":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],
               "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],
               "special_tokens":{"</s>":{"id":"</s>","ids":[1],"tokens":["</s>"]}}},
             "decoder":{"type":"Sequence","decoders":[{"type":"Fuse"},
               {"type":"Replace","pattern":{"String":"t"},"content":"T"}]},
             "model":{"type":"WordLevel","unk_token":"<unk>","vocab":{%s}}}
            """.formatted(added(), SEPARATE, vocabulary(List.copyOf(tokens)));
    }

    private static String added() {
        List<String> added = new ArrayList<>();
        for (int id = 0; id < SPECIAL.size(); id++) {
            added.add("""
                {"id":%d,"content":"%s","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}\
                """.formatted(id, SPECIAL.get(id)));
        }
        return String.join(",", added);
    }

    private static String vocabulary(List<String> tokens) {
        List<String> members = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            members.add("\"" + tokens.get(id) + "\":" + id);
        }
        return String.join(",", members);
    }
}
