package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.Json;
import dev.attar.runtime.text.split.Behavior;
import dev.attar.runtime.text.split.PreTokenizer;
import dev.attar.runtime.text.split.PreTokenizer.Members;
import dev.attar.runtime.text.split.PreTokenizer.Scheme;
import dev.attar.runtime.text.unicode.CodePointSet;
import dev.attar.runtime.text.unicode.UnicodeSets;

/** The pre-tokenizer of a {@code tokenizer.json}. */
final class PreTokenizerJson {
    private PreTokenizerJson() {}

    static PreTokenizer read(Json part) {
        if (part.isNull()) {
            return null;
        }
        String type = part.get("type").string();
        return switch (type) {
            case "BertPreTokenizer" -> new PreTokenizer.Bert();
            case "ByteLevel" -> byteLevel(part);
            case "CharDelimiterSplit" -> {
                int delimiter = part.get("delimiter").character();
                yield members(CodePointSet.of(delimiter, delimiter), Behavior.REMOVED);
            }
            case "Metaspace" -> metaspace(part);
            case "Whitespace" -> new PreTokenizer.Split(new PreTokenizer.WordRuns(), Behavior.REMOVED, true);
            case "WhitespaceSplit" -> members(UnicodeSets.space(), Behavior.REMOVED);
            case "Sequence" ->
                new PreTokenizer.Sequence(part.get("pretokenizers").elements().stream()
                        .map(PreTokenizerJson::read)
                        .toList());
            case "Split" ->
                new PreTokenizer.Split(
                        TokenizerJson.pattern(part.get("pattern")),
                        behavior(part.get("behavior")),
                        part.get("invert").bool());
            case "Punctuation" ->
                members(
                        UnicodeSets.punctuation(),
                        part.get("behavior").isNull() ? Behavior.ISOLATED : behavior(part.get("behavior")));
            case "Digits" ->
                members(
                        UnicodeSets.named("numeric"),
                        part.get("individual_digits").bool() ? Behavior.ISOLATED : Behavior.CONTIGUOUS);
            case "FixedLength" -> fixedLength(part.get("length"));
            default -> throw TokenizerJson.unknownType(part, type);
        };
    }

    private static PreTokenizer byteLevel(Json part) {
        part.get("trim_offsets").bool(true);
        return new PreTokenizer.ByteLevel(
                part.get("add_prefix_space").bool(), part.get("use_regex").bool(true));
    }

    private static PreTokenizer members(CodePointSet set, Behavior behavior) {
        return new PreTokenizer.Split(new Members(set), behavior, false);
    }

    private static PreTokenizer fixedLength(Json length) {
        int characters = length.isNull() ? 5 : length.index();
        if (characters == 0) {
            throw length.fault("words of 0 characters");
        }
        return new PreTokenizer.FixedLength(characters);
    }

    static PreTokenizer.Metaspace metaspace(Json part) {
        Json named = part.get("prepend_scheme");
        Scheme scheme = named.isNull()
                ? Scheme.ALWAYS
                : switch (named.string()) {
                    case "always" -> Scheme.ALWAYS;
                    case "first" -> Scheme.FIRST;
                    case "never" -> Scheme.NEVER;
                    default -> throw named.fault("always, first or never is expected");
                };
        if (!part.get("add_prefix_space").bool(true)) {
            if (!named.isNull() && scheme != Scheme.NEVER) {
                throw named.fault("it contradicts add_prefix_space, which is false");
            }
            scheme = Scheme.NEVER;
        }
        return new PreTokenizer.Metaspace(
                part.get("replacement").character(), scheme, part.get("split").bool(true));
    }

    private static Behavior behavior(Json behavior) {
        return switch (behavior.string()) {
            case "Removed" -> Behavior.REMOVED;
            case "Isolated" -> Behavior.ISOLATED;
            case "MergedWithPrevious" -> Behavior.MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> Behavior.MERGED_WITH_NEXT;
            case "Contiguous" -> Behavior.CONTIGUOUS;
            default ->
                throw behavior.fault("Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous is expected");
        };
    }
}
