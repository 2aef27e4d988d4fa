package dev.attar.importer.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.Languages;
import dev.attar.importer.source.ModelFolder;
import dev.attar.importer.source.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tokenizer of a folder. {@code tokenizer.json} says how texts become tokens; what {@code tokenizer_config.json} and the settings
 * of a sentence encoder say besides is written into it, or reported.
 */
public final class TokenizerFolder {
    private static final int LARGEST = 256 << 20;

    /** Settings of {@code tokenizer_config.json} that change nothing about one text becoming tokens. */
    static final List<String> HARMLESS = List.of(
            "_commit_hash",
            "auto_map",
            "backend",
            "bos_token",
            "chat_template",
            "clean_up_tokenization_spaces",
            "cls_token",
            "eos_token",
            "errors",
            "extra_special_tokens",
            "additional_special_tokens",
            "full_tokenizer_file",
            "is_local",
            "local_files_only",
            "mask_token",
            "max_length",
            "model_input_names",
            "model_specific_special_tokens",
            "name_or_path",
            "never_split",
            "pad_to_multiple_of",
            "pad_token",
            "pad_token_type_id",
            "padding",
            "padding_side",
            "processor_class",
            "return_tensors",
            "sep_token",
            "separate_vocabs",
            "source_lang",
            "sp_model_kwargs",
            "src_lang",
            "tgt_lang",
            "special_tokens_map_file",
            "stride",
            "target_lang",
            "tokenizer_class",
            "tokenizer_file",
            "trim_offsets",
            "truncation_strategy",
            "unk_token",
            "use_fast",
            "vocab_file",
            "vocab_size",
            "do_basic_tokenize");

    private final ModelFolder folder;
    private final ImportReport report;

    private TokenizerFolder(ModelFolder folder, ImportReport report) {
        this.folder = folder;
        this.report = report;
    }

    /**
     * What was found.
     *
     * @param json the tokenizer; empty when the folder has none
     * @param longest longest text in tokens, as {@code tokenizer_config.json} says; empty when it does not
     * @param target the token of the language that was asked for
     * @param languages the ids of all tokens that name a language
     */
    public record Found(
            Optional<Content> json, Optional<Integer> longest, Optional<Integer> target, Set<Integer> languages) {
        Found(Optional<Content> json, Optional<Integer> longest) {
            this(json, longest, Optional.empty(), Set.of());
        }
    }

    /**
     * A tokenizer.
     *
     * @param source the file that it comes from, or the first of them
     * @param files what they say with the settings of other files written into it, by the names that they are to have
     * @param largestId the largest id that it gives
     */
    public record Content(Path source, Map<String, byte[]> files, long largestId) {
        public Content {
            files = new LinkedHashMap<>(files);
        }
    }

    /**
     * @param names what the file may be called; the first that is there is taken
     * @param lowerCase whether texts are brought to lower case before anything else
     */
    public static Found read(
            ModelFolder folder, List<String> names, boolean lowerCase, Languages asked, ImportReport report) {
        Found found = new TokenizerFolder(folder, report).read(names, lowerCase, asked);
        if (found.languages().isEmpty() && !asked.equals(Languages.NONE)) {
            throw new ImportException(
                    "a language was given, and " + folder.path() + " has no tokenizer.json with tokens of languages");
        }
        return found;
    }

    private Found read(List<String> names, boolean lowerCase, Languages asked) {
        Optional<Settings> settings = folder.settings("tokenizer_config.json");
        Optional<Integer> longest = settings.flatMap(this::longest);
        for (String name : names) {
            Optional<byte[]> bytes = folder.bytes(name, LARGEST);
            if (bytes.isPresent()) {
                TokenizerJson json = TokenizerJson.read(folder.path(name), bytes.get());
                LanguageTokens languages = new LanguageTokens(folder.path(name), json.added());
                settings.ifPresent(config -> reportRest(config, json));
                Content content = new Content(
                        folder.path(name),
                        Map.of("tokenizer.json", text(json, settings, lowerCase, asked, languages)),
                        json.largestId());
                settings.ifPresent(this::close);
                conflicts(name, json);
                return new Found(
                        Optional.of(content),
                        longest,
                        asked.target().map(languages::token).map(languages.all()::get),
                        Set.copyOf(languages.all().values()));
            }
        }
        Optional<Content> other = OtherForms.in(folder);
        if (other.isPresent()) {
            settings.ifPresent(this::close);
            report.add(
                    Kind.USED,
                    "tokenizer",
                    "There is no tokenizer.json; "
                            + String.join(", ", other.get().files().keySet())
                            + " are the tokenizer, and lie beside the spec.");
            return new Found(other, longest);
        }
        // Without a tokenizer there is nothing that its other settings could change; the line below says so.
        reportMissing(lowerCase);
        return new Found(Optional.empty(), longest);
    }

    private Optional<Integer> longest(Settings settings) {
        // Nobody's limit is written as 10^30.
        return settings.get("model_max_length")
                .filter(value -> value.isNumber() && value.asDouble() >= 1 && value.asDouble() < Integer.MAX_VALUE)
                .map(JsonNode::asInt);
    }

    private void close(Settings settings) {
        settings.harmless(HARMLESS);
        report.add(settings);
    }

    private void reportMissing(boolean lowerCase) {
        boolean vocabulary = List.of("vocab.txt", "sentencepiece.bpe.model", "spiece.model", "tokenizer.model").stream()
                .anyMatch(folder::has);
        report.add(
                Kind.WARNING,
                "tokenizer",
                "There is no tokenizer.json in " + folder.path() + ", so the model can be given token ids but no texts."
                        + (vocabulary ? " Its vocabulary in another form is not read." : "")
                        + " Make one with\n  python -c 'from transformers import AutoTokenizer as A; d = \""
                        + folder.path() + "\"; A.from_pretrained(d).save_pretrained(d)'\nand import again."
                        + (lowerCase ? " Mind that texts of this model are to be in lower case." : ""));
    }

    private byte[] text(
            TokenizerJson json,
            Optional<Settings> settings,
            boolean lowerCase,
            Languages asked,
            LanguageTokens languages) {
        byte[] plain = text(json, settings, lowerCase);
        return asked.source().isEmpty()
                ? plain
                : TokenizerJson.read(folder.path("tokenizer.json"), plain)
                        .withPostProcessor(languages.withSource(
                                json.postProcessor(), asked.source().get()));
    }

    private byte[] text(TokenizerJson json, Optional<Settings> settings, boolean lowerCase) {
        JsonNode normalizer =
                settings.map(config -> normalizer(json.normalizer(), config)).orElse(json.normalizer());
        if (lowerCase && !lowers(normalizer)) {
            report.add(
                    Kind.USED,
                    "do_lower_case",
                    "Texts are brought to lower case first, as the sentence encoder's settings say; tokenizer.json does"
                            + " it now.");
            ObjectNode lower = JsonNodeFactory.instance.objectNode().put("type", "Lowercase");
            if (normalizer.isNull()) {
                normalizer = lower;
            } else {
                ObjectNode both = JsonNodeFactory.instance.objectNode().put("type", "Sequence");
                both.putArray("normalizers").add(lower).add(normalizer);
                normalizer = both;
            }
        }
        return normalizer.equals(json.normalizer()) ? json.bytes() : json.withNormalizer(normalizer);
    }

    private static boolean lowers(JsonNode normalizer) {
        return switch (normalizer.path("type").asText("")) {
            case "Lowercase" -> true;
            case "BertNormalizer" -> normalizer.path("lowercase").asBoolean(false);
            default -> false;
        };
    }

    /**
     * The tokenizers of BERT's kind take three settings from {@code tokenizer_config.json} and overrule what {@code
     * tokenizer.json} says with them; others ignore them.
     */
    private JsonNode normalizer(JsonNode written, Settings settings) {
        String kind = settings.get("tokenizer_class").map(JsonNode::asText).orElse("");
        Map<String, String> keys = Map.of(
                "do_lower_case", "lowercase",
                "strip_accents", "strip_accents",
                "tokenize_chinese_chars", "handle_chinese_chars");
        boolean bert = kind.matches("(Bert|DistilBert|Electra|MPNet|MobileBert|Lxmert|Funnel|LayoutLM|ConvBert)"
                + "(Japanese)?Tokenizer(Fast)?");
        if (!bert || !written.path("type").asText("").equals("BertNormalizer")) {
            boolean contradicts =
                    settings.flag("do_lower_case", false) && !written.toString().contains("ower");
            if (contradicts) {
                report.add(
                        Kind.WARNING,
                        "tokenizer_config.json do_lower_case",
                        "tokenizer_config.json says do_lower_case, and tokenizer.json keeps the case; texts are read as"
                                + " tokenizer.json says.");
            }
            settings.harmless(List.copyOf(keys.keySet()));
            return written;
        }
        ObjectNode changed = written.deepCopy();
        new TreeMap<>(keys).forEach((setting, key) -> {
            Optional<JsonNode> said = settings.get(setting);
            if (said.isPresent() && !said.get().equals(written.path(key))) {
                changed.set(key, said.get());
                report.add(
                        Kind.USED,
                        "tokenizer_config.json " + setting,
                        "tokenizer_config.json says '" + setting + "': " + said.get() + ", tokenizer.json '" + key
                                + "': "
                                + written.path(key)
                                + "; as in transformers the first holds, and the tokenizer.json that"
                                + " was written says so.");
            }
        });
        return changed;
    }

    /** What would make other tokens and is not followed. */
    private void reportRest(Settings settings, TokenizerJson json) {
        List<String> missing = new ArrayList<>();
        settings.get("added_tokens_decoder")
                .ifPresent(tokens -> tokens.forEach(token -> {
                    String content = token.path("content").asText();
                    if (!json.adds(content)) {
                        missing.add(content);
                    }
                }));
        if (!missing.isEmpty()) {
            report.add(
                    Kind.WARNING,
                    "tokenizer_config.json added_tokens_decoder",
                    "tokenizer_config.json adds tokens that tokenizer.json lacks, which are read as any other text: "
                            + String.join(", ", missing.stream().limit(10).toList()));
        }
        JsonNode prefix = json.preTokenizer().findValue("add_prefix_space");
        settings.get("add_prefix_space")
                .filter(said -> prefix == null || !said.equals(prefix))
                .ifPresent(said -> report.add(
                        Kind.WARNING,
                        "tokenizer_config.json add_prefix_space",
                        "tokenizer_config.json says 'add_prefix_space': " + said + ", tokenizer.json "
                                + (prefix == null ? "nothing about it" : prefix)
                                + "; texts are read as tokenizer.json says."));
        String side = settings.text("truncation_side").orElse("right");
        if (!side.equals("right")) {
            report.add(
                    Kind.WARNING,
                    "tokenizer_config.json truncation_side",
                    "tokenizer_config.json: long texts are to be cut on the " + side
                            + "; Attar cuts them on the right.");
        }
    }

    private void conflicts(String name, TokenizerJson json) {
        if (!json.truncation().isNull()) {
            report.add(
                    Kind.NOT_USED,
                    name + " truncation",
                    name + ": it cuts texts at " + json.truncation().path("max_length")
                            + " tokens; Attar cuts them at the" + " spec's context, and only where it is asked to.");
        }
        if (!json.padding().isNull()) {
            report.add(
                    Kind.NOT_USED,
                    name + " padding",
                    name + ": it pads texts; Attar pads nothing, which changes no result.");
        }
    }

    /** Reports a tokenizer that gives ids which the model does not have. */
    public static void check(Content tokenizer, int vocabulary, ImportReport report) {
        if (tokenizer.largestId() >= vocabulary) {
            report.add(
                    Kind.WARNING,
                    "tokenizer",
                    tokenizer.source() + " has tokens up to id " + tokenizer.largestId() + ", and the model only "
                            + vocabulary
                            + "; is it the tokenizer of another model? Texts with such tokens are refused.");
        }
    }
}
