package dev.attar.runtime.text.file;

import dev.attar.runtime.text.decode.Decoder;
import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.json.JsonReader;
import dev.attar.runtime.text.model.AddedTokens;
import dev.attar.runtime.text.model.AddedTokens.Added;
import dev.attar.runtime.text.model.Model;
import dev.attar.runtime.text.normalize.Normalizer;
import dev.attar.runtime.text.pattern.Literal;
import dev.attar.runtime.text.pattern.Matcher;
import dev.attar.runtime.text.pattern.PatternFault;
import dev.attar.runtime.text.pattern.Regex;
import java.util.List;

/** Reads {@code tokenizer.json}, the format of Hugging Face's tokenizers library, version 1.0. */
public final class TokenizerJson {
    private TokenizerJson() {}

    /** @throws FormatFault when it is not such a file, or asks for what is not supported */
    public static TokenizerParts read(byte[] bytes) {
        Json file = JsonReader.read(bytes);
        if (!file.isObject()) {
            throw file.fault("an object is expected");
        }
        file.get("version").optionalString().ifPresent(version -> {
            if (!version.equals("1.0")) {
                throw file.get("version").fault("version 1.0 is expected, not " + version);
            }
        });
        Normalizer normalizer = NormalizerJson.read(file.get("normalizer"));
        Model model = ModelJson.read(file.get("model"));
        return new TokenizerParts(
                added(file.get("added_tokens"), model, normalizer),
                normalizer,
                PreTokenizerJson.read(file.get("pre_tokenizer")),
                model,
                PostProcessorJson.read(file.get("post_processor")),
                file.get("decoder").isNull() ? new Decoder.Blanks() : DecoderJson.read(file.get("decoder")));
    }

    private static AddedTokens added(Json list, Model model, Normalizer normalizer) {
        List<Added> tokens = list.isNull()
                ? List.of()
                : list.elements().stream().map(TokenizerJson::added).toList();
        try {
            return new AddedTokens(tokens, model, normalizer);
        } catch (IllegalArgumentException e) {
            throw new FormatFault(list.path() + ": " + e.getMessage(), e);
        }
    }

    private static Added added(Json token) {
        token.get("id").index();
        return new Added(
                token.get("content").string(),
                token.get("single_word").bool(),
                token.get("lstrip").bool(),
                token.get("rstrip").bool(),
                token.get("normalized").bool(),
                token.get("special").bool());
    }

    /** A pattern: {@code {"String": …}} or {@code {"Regex": …}}. */
    static Matcher pattern(Json pattern) {
        if (!pattern.get("String").isNull()) {
            return new Literal(pattern.get("String").string());
        }
        Json regex = pattern.get("Regex");
        try {
            return Regex.of(regex.string());
        } catch (PatternFault e) {
            throw new FormatFault(regex.path() + ": " + e.getMessage(), e);
        }
    }

    static FormatFault unknownType(Json part, String type) {
        return part.get("type").fault("the type " + type + " is not supported");
    }
}
