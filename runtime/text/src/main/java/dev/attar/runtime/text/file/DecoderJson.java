package dev.attar.runtime.text.file;

import dev.attar.runtime.text.decode.Decoder;
import dev.attar.runtime.text.decode.WordPieceDecoder;
import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.split.PreTokenizer;

/** The decoder of a {@code tokenizer.json}. */
final class DecoderJson {
    private DecoderJson() {}

    static Decoder read(Json part) {
        String type = part.get("type").string();
        return switch (type) {
            case "BPEDecoder" -> new Decoder.WordSuffix(part.get("suffix").string());
            case "ByteLevel" -> new Decoder.ByteLevel();
            case "WordPiece" ->
                new WordPieceDecoder(
                        part.get("prefix").string(), part.get("cleanup").bool());
            case "Metaspace" -> {
                PreTokenizer.Metaspace metaspace = PreTokenizerJson.metaspace(part);
                yield new Decoder.Metaspace(metaspace.mark(), metaspace.scheme() != PreTokenizer.Scheme.NEVER);
            }
            case "CTC" ->
                new Decoder.Ctc(
                        part.get("pad_token").string(),
                        part.get("word_delimiter_token").string(),
                        part.get("cleanup").bool());
            case "Sequence" ->
                new Decoder.Sequence(part.get("decoders").elements().stream()
                        .map(DecoderJson::read)
                        .toList());
            case "Replace" ->
                new Decoder.Replace(
                        TokenizerJson.pattern(part.get("pattern")),
                        part.get("content").string());
            case "Fuse" -> new Decoder.Fuse();
            case "Strip" ->
                new Decoder.Strip(
                        part.get("content").character(),
                        part.get("start").index(),
                        part.get("stop").index());
            case "ByteFallback" -> new Decoder.ByteFallback();
            default -> throw TokenizerJson.unknownType(part, type);
        };
    }
}
