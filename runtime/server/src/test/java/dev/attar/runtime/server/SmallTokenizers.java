package dev.attar.runtime.server;

import dev.attar.runtime.text.Tokenizer;
import java.nio.charset.StandardCharsets;

/** Tokenizers for tests. */
public final class SmallTokenizers {
    private static final String WORDS = """
        {"version":"1.0","truncation":null,"padding":null,
         "added_tokens":[
          {"id":0,"content":"[CLS]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
          {"id":1,"content":"[SEP]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
         "normalizer":null,"pre_tokenizer":{"type":"Whitespace"},
         "post_processor":{"type":"BertProcessing","sep":["[SEP]",1],"cls":["[CLS]",0]},
         "decoder":null,
         "model":{"type":"WordLevel","unk_token":"?","vocab":{"[CLS]":0,"[SEP]":1,"?":2,"the":3,"cat":4,"dog":5,"sees":6,
          "Anna":7,"and":8,"a":9,"bird":10,"odd":11}}}
        """;

    private SmallTokenizers() {}

    /** Words 3 to 11 are known; every text is between the tokens 0 and 1. */
    public static Tokenizer words(int context) {
        return Tokenizer.parse("words.json", WORDS.getBytes(StandardCharsets.UTF_8), context);
    }

    /** Token i is byte i of UTF-8; the tokens from 256 on are special. */
    public static Tokenizer bytes(int context, String... special) {
        StringBuilder vocabulary = new StringBuilder();
        int other = 256;
        for (int b = 0; b < 256; b++) {
            // As GPT-2 writes bytes: what can be seen stands for itself, the others for characters from 256 on.
            boolean seen = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            String token = Character.toString(seen ? b : other++);
            String quoted = token.equals("\"") || token.equals("\\") ? "\\" + token : token;
            vocabulary.append("\"" + quoted + "\":" + b + ",");
        }
        StringBuilder added = new StringBuilder();
        for (int i = 0; i < special.length; i++) {
            added.append(i == 0 ? "" : ",")
                    .append("{\"id\":" + (256 + i) + ",\"content\":\"" + special[i] + "\",\"single_word\":false,")
                    .append("\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":true}");
            vocabulary.append("\"" + special[i] + "\":" + (256 + i) + (i + 1 < special.length ? "," : ""));
        }
        String bytes = "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":false}";
        String json = "{\"added_tokens\":[" + added + "],\"normalizer\":null,\"pre_tokenizer\":" + bytes
                + ",\"post_processor\":null,\"decoder\":" + bytes + ",\"model\":{\"type\":\"BPE\",\"vocab\":{"
                + vocabulary + "},\"merges\":[]}}";
        return Tokenizer.parse("bytes.json", json.getBytes(StandardCharsets.UTF_8), context);
    }
}
