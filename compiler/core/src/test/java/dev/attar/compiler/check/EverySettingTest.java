package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
 * changes the generated code, or it is refused, or the language reference says that it has no effect (and then it has none).
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
    private static final String DECODER =
            " decoder depth 1 { attention { heads 2 } feedforward { width 8 activation relu }"
                    + " residual { norm layer order pre } }";

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
        all.put("modelItem decoder", refused(EMBED, EMBED + DECODER, Code.NO_DECODER_YET));
        all.put("modelItem head", changes(EMBED, "head span"));
        all.put("modelItem train", none(EMBED, EMBED + TRAIN, SAID_OF_TRAINING));
        // Embedding.
        all.put("embeddingItem positions", changes("positions learned", "positions none"));
        all.put("embeddingItem segments", changes("segments 2", ""));
        all.put("embeddingItem norm", changes("segments 2   norm layer", "segments 2"));
        all.put("embeddingItem dropout", none("segments 2", "segments 2 dropout 0.5", SAID_OF_DROPOUT));
        all.put("positionKind learned", changes("positions learned", "positions learned offset 2"));
        all.put("positionKind sinusoidal", changes("positions learned", "positions sinusoidal"));
        all.put("positionKind none", changes("positions learned", "positions none"));
        all.put("normKind layer", changes("segments 2   norm layer", "segments 2"));
        all.put("normItem epsilon", changes("segments 2   norm layer", "segments 2   norm layer { epsilon 1e-3 }"));
        // Encoder.
        all.put("encoderItem attention", changes("heads 2", "heads 4"));
        all.put("encoderItem feedforward", changes("width 16", "width 24"));
        all.put("encoderItem residual", changes("order post", "order pre"));
        all.put("encoderItem norm", changes("order post }", "order post } norm layer"));
        all.put("attentionItem heads", changes("heads 2", "heads 4"));
        all.put("attentionItem reach", refused("heads 2", "heads 2 reach band 3", Code.NO_BANDED_ATTENTION_YET));
        all.put("attentionItem dropout", none("heads 2", "heads 2 dropout 0.5", SAID_OF_DROPOUT));
        all.put("reach full", none("heads 2", "heads 2 reach full", "`full`. How far a token sees"));
        all.put("reach band", refused("heads 2", "heads 2 reach band 3", Code.NO_BANDED_ATTENTION_YET));
        all.put(
                "reach alternate",
                refused("heads 2", "heads 2 reach alternate { full band 3 }", Code.NO_BANDED_ATTENTION_YET));
        all.put("denseItem width", changes("width 16", "width 24"));
        all.put("denseItem activation", changes("activation gelu", "activation relu"));
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
        // Decoder.
        for (String item : List.of("attention", "cross", "feedforward", "residual", "norm")) {
            all.put("decoderItem " + item, refused(EMBED, EMBED + DECODER, Code.NO_DECODER_YET));
        }
        String cross = DECODER.replace("feedforward", "cross attention { heads 2 over e dropout 0.5 } feedforward");
        for (String item : List.of("heads", "over", "dropout")) {
            all.put("crossItem " + item, refused(EMBED, EMBED + cross, Code.NO_CROSS_ATTENTION_YET));
        }
        // Heads.
        all.put("head embed", changes("head span", EMBED));
        all.put("head classify", changes(EMBED, "head classify { pool cls classes 3 }"));
        all.put("head tokens", changes(EMBED, TAGGER));
        all.put("head span", changes(EMBED, "head span"));
        all.put("head mlm", changes(EMBED, "head mlm { activation gelu norm layer tied }"));
        all.put("head generate", refused(EMBED, "head generate { tied }", Code.NO_GENERATE_YET));
        all.put("embedItem pool", changes("pool mean", "pool cls"));
        all.put("embedItem dense", changes("pool mean", "pool mean dense { width 4 activation tanh }"));
        all.put("embedItem normalize", changes("pool mean", "pool mean normalize l2"));
        all.put("length l2", changes("pool mean", "pool mean normalize l2"));
        all.put("pool mean", changes("pool cls", "pool mean"));
        all.put("pool cls", changes("pool mean", "pool cls"));
        all.put("pool max", changes("pool mean", "pool max"));
        String classify = "head classify { pool cls classes 3 }";
        all.put("classifyItem pool", head(classify, "head classify { pool max classes 3 }"));
        all.put(
                "classifyItem dense",
                head(classify, "head classify { pool cls dense { width 4 activation tanh } classes 3 }"));
        all.put("classifyItem classes", head(classify, "head classify { pool cls classes 4 }"));
        all.put("classifyItem softmax", head(classify, "head classify { pool cls classes 3 softmax }"));
        all.put("tokensItem classes", head(TAGGER, "head tokens { classes 4 }"));
        all.put("tokensItem softmax", head(TAGGER, "head tokens { classes 3 softmax }"));
        String masked = "head mlm { activation gelu norm layer tied }";
        all.put("maskedItem activation", head(masked, "head mlm { activation relu norm layer tied }"));
        all.put("maskedItem norm", head(masked, "head mlm { activation gelu norm layer { epsilon 1e-3 } tied }"));
        all.put(
                "maskedItem tied",
                refused(EMBED, "head mlm { activation gelu norm layer }", Code.NO_UNTIED_OUTPUT_YET));
        all.put("generateItem tied", refused(EMBED, "head generate { tied }", Code.NO_GENERATE_YET));
        // Training.
        all.put("trainItem optimizer", training("adam", "sgd"));
        all.put("trainItem loss", none(EMBED, TAGGER, TAGGER + TRAIN_CLASSES, SAID_OF_TRAINING));
        all.put("trainItem metrics", none(EMBED, TAGGER, TAGGER + metrics(), SAID_OF_TRAINING));
        all.put("trainItem epochs", training("epochs 1", "epochs 2"));
        all.put("optimizerKind sgd", training("adam", "sgd"));
        all.put("optimizerKind adam", training("sgd", "adam"));
        all.put("optimizerKind adamw", training("adam", "adamw"));
        all.put("optimizerItem rate", training("1e-3", "1e-4"));
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
                assertTrue(refusals(spec).contains(code), spec);
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

    @Test
    void aSpecWithTrainingIsWarnedAboutAndOthersAreNot() {
        assertEquals("", Compiler.warnings(source(BASE)).render(source(BASE)));
        Source trained = source(BASE.replace(EMBED, EMBED + TRAIN));
        String said = Compiler.warnings(trained).render(trained);
        assertTrue(said.startsWith("warning[W0901]: `train` has no effect yet"), said);
        assertFalse(said.contains("error["), said);
    }

    private static Effect changes(String part, String other) {
        String one = BASE.contains(part) ? BASE : BASE.replace(other, part);
        return new Effect.Changes(one, one.replace(part, other));
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

    private static Effect training(String part, String other) {
        String one = BASE.replace(EMBED, EMBED + TRAIN.replace(other, part));
        return new Effect.None(one, one.replace(part, other), SAID_OF_TRAINING);
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
        return Compiler.compile(checked, Origin.of(source(BASE)), "p", Set.of(Width.SCALAR))
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
                if (name.endsWith("Item") || values || name.equals("head") || name.equals("reach")) {
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
