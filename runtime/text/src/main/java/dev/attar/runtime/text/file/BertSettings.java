package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code tokenizer_config.json} says about a BERT vocabulary; without it what BERT's uncased models use. */
record BertSettings(boolean lowerCase, boolean ideographs, Boolean stripAccents) {
    static final BertSettings DEFAULT = new BertSettings(true, true, null);

    static BertSettings beside(Path vocabulary) throws IOException {
        Path file = vocabulary.resolveSibling("tokenizer_config.json");
        if (!Files.exists(file)) {
            return DEFAULT;
        }
        Json settings = JsonReader.read(TokenizerFiles.bytes(file));
        Json strip = settings.get("strip_accents");
        return new BertSettings(
                settings.get("do_lower_case").bool(true),
                settings.get("tokenize_chinese_chars").bool(true),
                strip.isNull() ? null : (Boolean) strip.bool());
    }
}
