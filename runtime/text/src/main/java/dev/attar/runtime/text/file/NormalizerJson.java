package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.normalize.BertNormalizer;
import dev.attar.runtime.text.normalize.ByteCharacters;
import dev.attar.runtime.text.normalize.CharsMap;
import dev.attar.runtime.text.normalize.Normalizer;
import dev.attar.runtime.text.pattern.Matcher;
import dev.attar.runtime.text.unicode.NormalizationForm;
import dev.attar.runtime.text.unicode.UnicodeSets;
import java.util.Base64;

/** The normaliser of a {@code tokenizer.json}. */
final class NormalizerJson {
    private NormalizerJson() {}

    static Normalizer read(Json part) {
        if (part.isNull()) {
            return null;
        }
        String type = part.get("type").string();
        return switch (type) {
            case "BertNormalizer" -> bert(part);
            case "Strip" ->
                new Normalizer.Strip(
                        part.get("strip_left").bool(), part.get("strip_right").bool());
            case "StripAccents" -> new Normalizer.Drop(UnicodeSets.named("combining"));
            case "NFC", "NFD", "NFKC", "NFKD" -> new Normalizer.Form(NormalizationForm.valueOf(type));
            case "Sequence" ->
                new Normalizer.Sequence(part.get("normalizers").elements().stream()
                        .map(NormalizerJson::read)
                        .toList());
            case "Lowercase" -> new Normalizer.LowerCase();
            case "Nmt" -> new Normalizer.Nmt();
            case "Precompiled" -> charsMap(part.get("precompiled_charsmap"));
            case "Replace" -> replace(part);
            case "Prepend" -> new Normalizer.Prepend(part.get("prepend").string());
            case "ByteLevel" -> new ByteCharacters();
            default -> throw TokenizerJson.unknownType(part, type);
        };
    }

    private static Normalizer bert(Json part) {
        boolean lower = part.get("lowercase").bool();
        return new BertNormalizer(
                part.get("clean_text").bool(),
                part.get("handle_chinese_chars").bool(),
                part.get("strip_accents").bool(lower),
                lower);
    }

    private static Normalizer charsMap(Json map) {
        try {
            return CharsMap.of(Base64.getDecoder().decode(map.string()));
        } catch (IllegalArgumentException e) {
            throw new FormatFault(map.path() + ": " + e.getMessage(), e);
        }
    }

    private static Normalizer replace(Json part) {
        Matcher pattern = TokenizerJson.pattern(part.get("pattern"));
        if (pattern.matchesEmpty()) {
            throw part.get("pattern").fault("a pattern that matches the empty text cannot be replaced");
        }
        return new Normalizer.Replace(pattern, part.get("content").string());
    }
}
