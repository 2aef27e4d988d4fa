package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Origin;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing in a spec is ignored in silence. Every setting and every value that the grammar has is listed here, and either it
 * changes the generated code (the tensor IR where there is no code yet), or it is refused, or the language reference says that it has no effect (and then it has none).
 */
class EverySettingTest {
    private static final String BASE = """
        model M {
            vocabulary 50   context 12   width 8
            embedding { positions learned   segments 2   norm layer }
            encoder depth 2 {
                attention   { heads 2 }
                feedforward { width 16   activation gelu }
                residual    { norm layer   order post }
            }
            head embed { pool mean }
        }
        """;
    private static final String EMBED = "head embed { pool mean }";
    private static final String TRAIN = " train { optimizer adam { rate 1e-3 }   loss mean_squared_error   epochs 1 }";
    private static final String TRAIN_CLASSES =
            " train { optimizer adam { rate 1e-3 }   loss sparse_categorical_crossentropy   epochs 1 }";
    private static final String TAGGER = "head tokens { classes 3 }";
    private static final String STACK =
            " decoder depth 1 { attention { heads 2 } feedforward { width 8 activation relu }"
                    + " residual { norm layer order pre } }";
    private static final String GENERATE = "head generate { }";
    private static final String DECODER =
            BASE.replace("encoder depth", "decoder depth").replace(EMBED, GENERATE);
    private static final String TRANSLATOR = BASE.replace("segments 2   norm layer", "separate")
            .replace(EMBED, STACK.replace("feedforward", "cross attention { heads 2 } feedforward") + " " + GENERATE);

    /** What is expected of a setting. */
    private sealed interface Effect {
        /** The two specs become different code. */
        record Changes(String one, String other) implements Effect {}

        /** The spec is refused with this code. */
        record IsRefused(String spec, Code code) implements Effect {}

        /** The two specs become the same code, and the reference says so in these words. */
        record None(String one, String other, String said) implements Effect {}
    }

    private static final String SAID_OF_DROPOUT = "no effect when a model is run";
    private static final String SAID_OF_TEXTS = "How texts are handed to the model";
    private static final String SAID_OF_PADDING = "It changes nothing else";

    private static final String SAID_OF_TRAINING = "has no effect on what is compiled";

    static Map<String, Effect> effects() {
        Map<String, Effect> all = new TreeMap<>();
        // The model.
        all.put("modelItem let", changes("vocabulary 50", "let v = 51 vocabulary v"));
        all.put("modelItem vocabulary", changes("vocabulary 50", "vocabulary 51"));
        all.put("modelItem context", changes("context 12", "context 13"));
        all.put("modelItem width", changes("width 8\n", "width 10\n"));
        all.put("modelItem embedding", changes("segments 2", "segments 3"));
        all.put("modelItem encoder", changes("depth 2", "depth 3"));
        all.put("modelItem decoder", new Effect.Changes(BASE, BASE.replace("encoder depth", "decoder depth")));
        all.put("modelItem texts", none(EMBED, EMBED + " texts { truncate }", SAID_OF_TEXTS));
        all.put("modelItem head", changes(EMBED, "head span"));
        all.put("modelItem train", none(EMBED, EMBED + TRAIN, SAID_OF_TRAINING));
        // Embedding.
        all.put("embeddingItem positions", changes("positions learned", "positions none"));
        all.put("embeddingItem segments", changes("segments 2", ""));
        all.put("embeddingItem norm", changes("segments 2   norm layer", "segments 2"));
        all.put("embeddingItem width", changes("segments 2", "segments 2 width 4"));
        all.put("embeddingItem scale", changes("segments 2", "segments 2 scale 3.0"));
        all.put("embeddingItem separate", new Effect.Changes(TRANSLATOR, TRANSLATOR.replace("separate", "")));
        all.put("embeddingItem padding", none("segments 2", "segments 2 padding 3", SAID_OF_PADDING));
        all.put("embeddingItem dropout", none("segments 2", "segments 2 dropout 0.5", SAID_OF_DROPOUT));
        all.put("positionKind learned", changes("positions learned", "positions learned offset 2"));
        all.put("positionKind sinusoidal", changes("positions learned", "positions sinusoidal"));
        all.put("positionKind none", changes("positions learned", "positions none"));
        all.put("positionItem halves", places("positions sinusoidal", "positions sinusoidal { halves }"));
        all.put("positionItem inclusive", places("positions sinusoidal", "positions sinusoidal { inclusive }"));
        all.put("normKind layer", changes("segments 2   norm layer", "segments 2   norm rms"));
        all.put("normKind rms", changes("segments 2   norm rms", "segments 2   norm layer"));
        all.put("normItem epsilon", changes("segments 2   norm layer", "segments 2   norm layer { epsilon 1e-3 }"));
        all.put("normItem bias", changes("segments 2   norm layer", "segments 2   norm layer { bias none }"));
        all.put(
                "normItem scale",
                changes("segments 2   norm layer", "segments 2   norm layer { bias none scale none }"));
        // Encoder.
        all.put("encoderItem attention", changes("heads 2", "heads 4"));
        all.put("encoderItem feedforward", changes("width 16", "width 24"));
        all.put("encoderItem residual", changes("order post", "order pre"));
        all.put("encoderItem norm", changes("order post }", "order post } norm layer"));
        for (String stack : List.of("encoderItem ", "decoderItem ")) {
            String base = stack.startsWith("encoder") ? BASE : DECODER;
            all.put(stack + "shared", new Effect.Changes(base, base.replace("order post }", "order post } shared")));
            String own = base.replace("order post }", "order post } vocabulary 51");
            all.put(stack + "vocabulary", new Effect.Changes(base, own));
            all.put(stack + "context", new Effect.Changes(base, own.replace("vocabulary 51", "context 13")));
        }
        for (String item : List.of("heads 4", "groups 1", "head_width 6", "scale 3.0", "bias none", "norm rms")) {
            String name = item.split(" ")[0];
            all.put("attentionItem " + name, changes("heads 2", name.equals("heads") ? item : "heads 2 " + item));
            String given = "cross attention { " + (name.equals("heads") ? item : "heads 2 " + item) + " }";
            all.put(
                    "crossItem " + name,
                    new Effect.Changes(TRANSLATOR, TRANSLATOR.replace("cross attention { heads 2 }", given)));
        }
        all.put("attentionItem positions", attention("heads 2", "heads 2 positions alibi"));
        all.put("attentionItem reach", attention("heads 2", "heads 2 reach band 3"));
        all.put("distances rotary", attention("heads 2", "heads 2 positions rotary"));
        all.put("distances alibi", attention("heads 2", "heads 2 positions alibi"));
        all.put("distances relative", attention("heads 2", "heads 2 positions relative"));
        String rotary = "heads 2 positions rotary";
        for (String item : List.of("base 500", "share 0.5", "pairs", "scaling linear { factor 2.0 }")) {
            all.put("rotaryItem " + item.split(" ")[0], attention(rotary, rotary + " { " + item + " }"));
        }
        all.put("rotaryItem halves", attention(rotary + " { pairs }", rotary + " { halves }"));
        String llama = rotary + " { scaling llama3 { factor 8.0 low 1.0 high 4.0 context 10 } }";
        all.put("scalingKind linear", attention(rotary, rotary + " { scaling linear { factor 2.0 } }"));
        all.put("scalingKind llama3", attention(rotary, llama));
        all.put("scalingItem factor", attention(llama, llama.replace("8.0", "4.0")));
        all.put("scalingItem low", attention(llama, llama.replace("low 1.0", "low 2.0")));
        all.put("scalingItem high", attention(llama, llama.replace("high 4.0", "high 8.0")));
        all.put("scalingItem context", attention(llama, llama.replace("context 10", "context 100")));
        String relative = "heads 2 positions relative";
        all.put("relativeItem buckets", attention(relative, relative + " { buckets 16 }"));
        all.put("relativeItem max_distance", attention(relative, relative + " { max_distance 64 }"));
        String disentangled = "heads 2 positions disentangled { buckets 8 }";
        all.put("distances disentangled", attention("heads 2", disentangled));
        all.put("disentangledItem buckets", attention(disentangled, disentangled.replace("8", "9")));
        all.put(
                "disentangledItem max_distance",
                attention(disentangled, disentangled.replace("8", "8 max_distance 10")));
        all.put("disentangledItem keys", attention(disentangled, disentangled.replace("8", "8 keys none")));
        all.put("disentangledItem queries", attention(disentangled, disentangled.replace("8", "8 queries none")));
        all.put("attentionItem dropout", none("heads 2", "heads 2 dropout 0.5", SAID_OF_DROPOUT));
        all.put("reach full", none("heads 2", "heads 2 reach full", "`full`. How far a token sees"));
        all.put("reach band", attention("heads 2", "heads 2 reach band 3"));
        all.put("reach alternate", attention("heads 2", "heads 2 reach alternate { full band 3 }"));
        String turns = rotary + " reach alternate { full band 3 }";
        all.put("turnItem base", attention(turns, turns.replace("band 3", "band 3 { base 500 }")));
        all.put("turnItem global", attention("heads 2 reach band 3", "heads 2 reach band 3 { global 1 }"));
        all.put("bias all", none("heads 2", "heads 2 bias all", "`all`. Which dense layers have a bias"));
        all.put("feedforwardItem width", changes("width 16", "width 24"));
        all.put("feedforwardItem activation", changes("activation gelu }", "activation relu }"));
        all.put("feedforwardItem gated", changes("activation gelu }", "activation gelu gated }"));
        all.put("feedforwardItem bias", changes("activation gelu }", "activation gelu bias none }"));
        for (String kind : List.of("inputs", "output", "none")) {
            all.put("biasKind " + kind, attention("heads 2", "heads 2 bias " + kind));
        }
        all.put("biasKind all", none("heads 2", "heads 2 bias all", "`all`. Which dense layers have a bias"));
        all.remove("bias all");
        all.put(
                "scaleKind none",
                none("segments 2", "segments 2 scale none", "`none`. What token vectors are multiplied by"));
        all.put("scaleKind sqrt_width", changes("segments 2", "segments 2 scale sqrt_width"));
        all.put("scaleKind inverse_sqrt_width", changes("segments 2", "segments 2 scale inverse_sqrt_width"));
        String dense = "pool mean dense { width 4 activation tanh }";
        for (String item : List.of("width 5", "activation relu", "bias none", "norm layer")) {
            String changed = switch (item) {
                case "width 5" -> dense.replace("width 4", item);
                case "activation relu" -> dense.replace("activation tanh", item);
                default -> dense.replace("tanh", "tanh " + item);
            };
            all.put(
                    "denseItem " + item.split(" ")[0],
                    head("head embed { " + dense + " }", "head embed { " + changed + " }"));
        }
        all.put("activation relu", changes("activation gelu", "activation relu"));
        all.put("activation gelu", changes("activation relu", "activation gelu"));
        all.put("activation gelu_tanh", changes("activation gelu", "activation gelu_tanh"));
        all.put("activation silu", changes("activation gelu", "activation silu"));
        all.put("activation tanh", changes("activation gelu", "activation tanh"));
        all.put("residualItem norm", changes("layer   order", "layer { epsilon 1e-3 } order"));
        all.put("residualItem order", changes("order post", "order pre"));
        all.put("residualItem dropout", none("order post", "order post dropout 0.5", SAID_OF_DROPOUT));
        all.put("order pre", changes("order post", "order pre"));
        all.put("order post", changes("order pre", "order post"));
        all.put("order parallel", changes("order post", "order parallel"));
        all.put("residualItem shared_norm", order("order parallel", "order parallel shared_norm"));
        all.put("residualItem first_norm", order("order pre", "order pre first_norm none"));
        // Decoder.
        all.put("decoderItem attention", new Effect.Changes(DECODER, DECODER.replace("heads 2", "heads 4")));
        all.put("decoderItem feedforward", new Effect.Changes(DECODER, DECODER.replace("width 16", "width 24")));
        all.put("decoderItem residual", new Effect.Changes(DECODER, DECODER.replace("order post", "order pre")));
        all.put("decoderItem norm", new Effect.Changes(DECODER, DECODER.replace("post }", "post } norm layer")));
        String cross = TRANSLATOR.replace("cross attention { heads 2", "cross attention { heads 4");
        all.put("decoderItem cross", new Effect.Changes(TRANSLATOR, cross));
        String named = TRANSLATOR.replace("encoder depth", "encoder e depth");
        all.put(
                "crossItem over",
                new Effect.IsRefused(
                        named.replace("cross attention { heads 2", "cross attention { heads 2 over f"),
                        Code.UNKNOWN_NAME));
        all.put(
                "crossItem dropout",
                new Effect.None(
                        TRANSLATOR,
                        TRANSLATOR.replace("cross attention { heads 2", "cross attention { heads 2 dropout 0.5"),
                        SAID_OF_DROPOUT));
        // Heads.
        all.put("head embed", changes("head span", EMBED));
        all.put("head classify", changes(EMBED, "head classify { pool cls classes 3 }"));
        all.put("head tokens", changes(EMBED, TAGGER));
        all.put("head span", changes(EMBED, "head span"));
        all.put("head mlm", changes(EMBED, "head mlm { activation gelu norm layer tied }"));
        all.put("head generate", new Effect.Changes(DECODER, DECODER.replace(GENERATE, EMBED)));
        all.put("embedItem pool", changes("pool mean", "pool cls"));
        all.put("embedItem dense", changes("pool mean", "pool mean dense { width 4 activation tanh }"));
        all.put("embedItem normalize", changes("pool mean", "pool mean normalize l2"));
        all.put("length l2", changes("pool mean", "pool mean normalize l2"));
        all.put("pool mean", changes("pool cls", "pool mean"));
        all.put("pool cls", changes("pool mean", "pool cls"));
        all.put("pool max", changes("pool mean", "pool max"));
        for (String pool : List.of("last", "weighted_mean", "mean_sqrt_len")) {
            all.put("pool " + pool, changes("pool mean", "pool mean, " + pool));
        }
        String classify = "head classify { pool cls classes 3 }";
        all.put("classifyItem pool", head(classify, "head classify { pool max classes 3 }"));
        all.put(
                "classifyItem dense",
                head(classify, "head classify { pool cls dense { width 4 activation tanh } classes 3 }"));
        all.put("classifyItem classes", head(classify, "head classify { pool cls classes 4 }"));
        all.put("tokensItem dense", head(TAGGER, "head tokens { dense { width 4 activation tanh } classes 3 }"));
        all.put("tokensItem classes", head(TAGGER, "head tokens { classes 4 }"));
        all.put("classes classes", head(TAGGER, "head tokens { classes 4 }"));
        all.put("classes softmax", head(TAGGER, "head tokens { classes 3 softmax }"));
        String labelled = "head tokens { classes 3 labels \"a\", \"b\", \"c\" }";
        all.put("classes labels", head(TAGGER, labelled));
        for (String how : List.of("softmax", "sigmoid", "none")) {
            Effect shown =
                    none(EMBED, TAGGER, TAGGER.replace("3", "3 probability " + how), "the model itself gives scores");
            all.put("probability " + how, shown);
            all.put("classes probability", shown);
        }
        String masked = "head mlm { activation gelu norm layer tied }";
        all.put("maskedItem activation", head(masked, "head mlm { activation relu norm layer tied }"));
        all.put("maskedItem norm", head(masked, "head mlm { activation gelu norm layer { epsilon 1e-3 } tied }"));
        all.put("maskedItem tied", head(masked, "head mlm { activation gelu norm layer }"));
        all.put("maskedItem bias", head(masked, "head mlm { activation gelu norm layer tied bias none }"));
        for (String item : List.of("tied", "scale 3.0", "bias output")) {
            String other = DECODER.replace(GENERATE, "head generate { " + item + " }");
            all.put("generateItem " + item.split(" ")[0], new Effect.Changes(DECODER, other));
        }
        for (String item : List.of(
                "start 2",
                "end 3, 4",
                "force_first 2",
                "force_last 3",
                "forbid 3, 4",
                "max_length 9",
                "min_length 2",
                "max_new_tokens 9",
                "min_new_tokens 2",
                "beams 4",
                "length_penalty 0.5",
                "early_stopping true",
                "no_repeat_ngram 3",
                "repetition_penalty 1.5",
                "sample")) {
            all.put("generateItem " + item.split(" ")[0], generation("", item));
        }
        for (String item : List.of("temperature 0.5", "top_k 4", "top_p 0.5", "min_p 0.5")) {
            all.put("sampleItem " + item.split(" ")[0], generation("sample", "sample { " + item + " }"));
        }
        for (String when : List.of("true", "false", "never")) {
            all.put("earlyStopping " + when, generation("beams 2", "beams 2 early_stopping " + when));
        }
        // Texts.
        String prompts = "texts { prompt \"q\" \"query: \" }";
        all.put("textsItem prompt", head(EMBED, EMBED + " " + prompts));
        all.put(
                "textsItem default",
                new Effect.Changes(
                        BASE.replace(EMBED, EMBED + " " + prompts),
                        BASE.replace(EMBED, EMBED + " " + prompts.replace(" }", " default \"q\" }"))));
        all.put("textsItem truncate", none(EMBED, EMBED + " texts { truncate }", SAID_OF_TEXTS));
        // Training.
        TrainingSettings.all()
                .forEach((setting, pair) -> all.put(
                        setting,
                        new Effect.None(
                                BASE.replace(EMBED, EMBED + pair.one()),
                                BASE.replace(EMBED, EMBED + pair.other()),
                                SAID_OF_TRAINING)));
        all.put(
                "layers decoder_layers",
                refused(
                        EMBED,
                        EMBED + TRAIN.replace("loss", "freeze decoder_layers 0 to 0 loss"),
                        Code.INTEGER_OUT_OF_RANGE));
        all.put("trainItem loss", none(EMBED, TAGGER, TAGGER + TRAIN_CLASSES, SAID_OF_TRAINING));
        all.put("trainItem metrics", none(EMBED, TAGGER, TAGGER + metrics(), SAID_OF_TRAINING));
        all.put("loss sparse_categorical_crossentropy", none(EMBED, TAGGER, TAGGER + TRAIN_CLASSES, SAID_OF_TRAINING));
        all.put("loss mean_squared_error", none(EMBED, EMBED + TRAIN, SAID_OF_TRAINING));
        all.put("metric accuracy", none(EMBED, TAGGER, TAGGER + metrics(), SAID_OF_TRAINING));
        return all;
    }

    static Set<Map.Entry<String, Effect>> settings() {
        return effects().entrySet();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void hasTheEffectThatTheReferenceTells(Map.Entry<String, Effect> setting) throws IOException {
        switch (setting.getValue()) {
            case Effect.Changes(String one, String other) -> assertNotEquals(code(one), code(other), other);
            case Effect.IsRefused(String spec, Code code) ->
                assertTrue(refusals(spec).contains(code), () -> refusals(spec) + spec);
            case Effect.None(String one, String other, String said) -> {
                assertEquals(code(one), code(other), other);
                assertNotEquals(
                        Parser.parse(source(one)).models(),
                        Parser.parse(source(other)).models());
                assertTrue(
                        Files.readString(Corpus.ROOT.resolve("grammar/README.md"))
                                .contains(said),
                        said);
            }
        }
    }

    @Test
    void everySettingOfTheGrammarIsHere() throws IOException {
        Set<String> listed = effects().keySet();
        Set<String> grammar = Grammar.read().settings();
        assertTrue(grammar.size() > 50, grammar.toString());
        assertEquals(new TreeSet<>(grammar), new TreeSet<>(listed));
    }

    private static Effect changes(String part, String other) {
        String one = BASE.contains(part) ? BASE : BASE.replace(other, part);
        return new Effect.Changes(one, one.replace(part, other));
    }

    private static Effect attention(String one, String other) {
        return replaced("heads 2", one, other);
    }

    private static Effect order(String one, String other) {
        return replaced("order post", one, other);
    }

    private static Effect places(String one, String other) {
        return replaced("positions learned", one, other);
    }

    private static Effect replaced(String part, String one, String other) {
        return new Effect.Changes(BASE.replace(part, one), BASE.replace(part, other));
    }

    private static Effect head(String one, String other) {
        return new Effect.Changes(BASE.replace(EMBED, one), BASE.replace(EMBED, other));
    }

    private static Effect refused(String part, String other, Code code) {
        return new Effect.IsRefused(BASE.replace(part, other), code);
    }

    private static Effect none(String part, String other, String said) {
        return new Effect.None(BASE, BASE.replace(part, other), said);
    }

    private static Effect none(String part, String one, String other, String said) {
        return new Effect.None(BASE.replace(part, one), BASE.replace(part, other), said);
    }

    private static Effect generation(String one, String other) {
        return new Effect.None(
                DECODER.replace(GENERATE, "head generate { " + one + " }"),
                DECODER.replace(GENERATE, "head generate { " + other + " }"),
                "This changes nothing about what is computed");
    }

    private static String metrics() {
        return TRAIN_CLASSES.replace("epochs", "metrics accuracy epochs");
    }

    private static Source source(String spec) {
        return Source.of("m.attar", spec);
    }

    /** Without what only tells the specs apart. */
    private static Map<String, String> code(String spec) {
        ModelSpec checked = Compiler.check(source(spec));
        return Compiler.compile(
                        checked,
                        Origin.of(source(BASE)),
                        CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR)))
                .files();
    }

    private static List<Code> refusals(String spec) {
        try {
            Compiler.check(source(spec));
            return List.of();
        } catch (Refused refused) {
            return refused.diagnostics().stream().map(Diagnostic::code).toList();
        }
    }

    /** The rules of Attar.g4, as far as they list settings and values. */
    private record Grammar(Map<String, String> rules) {
        private static final Pattern RULE = Pattern.compile("(?ms)^([a-z]\\w*)\\s*:(.*?);\\s*$");

        static Grammar read() throws IOException {
            String text = Files.readString(Corpus.ROOT.resolve("grammar/src/main/antlr4/dev/attar/grammar/Attar.g4"));
            Map<String, String> rules = RULE.matcher(text.replaceAll("(?m)//.*$", ""))
                    .results()
                    .collect(Collectors.toMap(rule -> rule.group(1), rule -> rule.group(2)));
            return new Grammar(rules);
        }

        /** {@code block setting} for all that a block may hold, {@code kind value} for all words that are values. */
        Set<String> settings() {
            Set<String> settings = new TreeSet<>();
            rules.forEach((name, body) -> {
                boolean values = body.replaceAll("'\\w+'", "").isBlank() || isChoice(body);
                if (name.endsWith("Item")
                        || values
                        || Set.of("head", "reach", "distances", "classes").contains(name)) {
                    alternatives(body).forEach(alternative -> settings.add(name + " " + first(alternative)));
                }
            });
            settings.removeIf(setting -> setting.matches("(turn|atom|spanHead) .*"));
            return settings;
        }

        private static boolean isChoice(String body) {
            return body.contains("'") && body.replaceAll("'\\w+'|\\|", "").isBlank();
        }

        private static List<String> alternatives(String body) {
            List<String> all = new ArrayList<>();
            for (String alternative :
                    body.strip().replaceAll("^'\\w+' \\((.*)\\)$", "$1").split("\\|")) {
                all.add(alternative.strip());
            }
            return all;
        }

        /** The keyword that an alternative begins with. */
        private String first(String alternative) {
            Matcher word = Pattern.compile("'(\\w+)'|(\\w+)").matcher(alternative);
            assertTrue(word.find(), alternative);
            return word.group(1) != null ? word.group(1) : first(rules.get(word.group(2)));
        }
    }
}
