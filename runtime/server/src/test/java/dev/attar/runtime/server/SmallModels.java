package dev.attar.runtime.server;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.run.InitRun;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.server.model.ChatTemplate;
import dev.attar.runtime.server.model.ModelFacts;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Probability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Six small models with random weights, one for each task, compiled once for all tests of this JVM. */
final class SmallModels {
    static final int CONTEXT = 16;
    static final int TEXT_CONTEXT = 96;

    private static final String ENCODER = """
        vocabulary 12   context 16   width 12
        embedding { positions learned   segments 2   norm layer }
        encoder depth 1 {
            attention   { heads 2 }
            feedforward { width 20   activation gelu }
            residual    { norm layer   order post }
        }
        """;
    private static final String STACK = """
        %s depth 1 {
            attention   { heads 2 }
            %s
            feedforward { width 32   activation gelu }
            residual    { norm layer   order post }
        }
        """;
    private static final String TEXTS = "vocabulary 257   context 96   width 16\nembedding { positions learned }\n";

    /** What the HTTP library says about heads and connections that tests break on purpose is not news. */
    private static final Logger LIBRARY = Logger.getLogger("io.helidon");

    static final SmallModels ALL = new SmallModels();

    final Embedder embedder;
    final ServedModel embeds;
    final ServedModel classifies;
    final ServedModel ranks;
    final ServedModel tags;
    final ServedModel generates;
    final ServedModel translates;

    private SmallModels() {
        LIBRARY.setLevel(Level.SEVERE);
        Tokenizer words = SmallTokenizers.words(CONTEXT);
        Tokenizer bytes = SmallTokenizers.bytes(TEXT_CONTEXT, "<end>");
        embedder = compiled("Embeds", ENCODER + "head embed { pool mean   normalize l2 }", (classes, weights) -> {
            return classes.embedder(weights, Options.defaults().withThreads(1).withWidth(Width.SCALAR));
        });
        embeds = new ServedModel(
                "embeds",
                List.of("text-embedding-3-small"),
                new ServedTask.Embeds(embedder, Map.of("query", "the "), Optional.empty(), LongInput.REFUSE),
                words,
                facts("Embeds", CONTEXT, 12),
                () -> {},
                () -> {});
        Session classes = session("Classifies", ENCODER + "head classify { pool cls   classes 3 }");
        classifies = new ServedModel(
                "classifies",
                new ServedTask.Classifies(
                        batch -> classes.run(batch, head(classes)),
                        List.of("bad", "fair", "good"),
                        Probability.SOFTMAX),
                words,
                facts("Classifies", CONTEXT, 12));
        Session relevance = session("Ranks", ENCODER + "head classify { pool cls   classes 1 }");
        ranks = new ServedModel(
                "ranks",
                new ServedTask.Classifies(
                        batch -> relevance.run(batch, head(relevance)), List.of("relevance"), Probability.SIGMOID),
                words,
                facts("Ranks", CONTEXT, 12));
        Session names = session("Tags", ENCODER + "head tokens { classes 2 }");
        tags = new ServedModel(
                "tags",
                new ServedTask.Tags(batch -> names.run(batch, head(names)), List.of("O", "NAME"), Probability.SOFTMAX),
                words,
                facts("Tags", CONTEXT, 12));
        Session decoder = session("Generates", TEXTS + STACK.formatted("decoder", "") + "head generate { tied }");
        generates = new ServedModel(
                "generates",
                new ServedTask.Generates(
                        Decoders.languageModel(decoder),
                        Settings.defaults().with().endTokens(List.of(256)).settings(),
                        ChatTemplate.PLAIN),
                bytes,
                facts("Generates", TEXT_CONTEXT, 257));
        Session translator = session(
                "Translates",
                TEXTS + STACK.formatted("encoder", "")
                        + STACK.formatted("decoder", "cross attention { heads 2 }")
                        + "head generate { tied   start 256   end 0   forbid 256   max_length 8 }");
        translates = new ServedModel(
                "translates",
                new ServedTask.Translates(
                        Decoders.translator(translator),
                        Settings.defaults()
                                .with()
                                .startToken(256)
                                .endTokens(List.of(0))
                                .mostNew(8)
                                .settings(),
                        bytes),
                bytes,
                facts("Translates", TEXT_CONTEXT, 257));
    }

    List<ServedModel> list() {
        return List.of(embeds, classifies, ranks, tags, generates, translates);
    }

    static ModelFacts facts(String name, int context, int vocabulary) {
        return new ModelFacts(name, 1000, context, vocabulary, "the processor", 1, "fp32");
    }

    private static int head(Session session) {
        return session.plan().entries().getFirst().outputs().stream()
                .map(output -> output.name())
                .toList()
                .indexOf("head");
    }

    private interface Opening<T> {
        T of(GeneratedClasses classes, Weights weights);
    }

    private static Session session(String name, String body) {
        return compiled(
                name,
                body,
                (classes, weights) -> Session.open(
                        classes.program(Width.SCALAR),
                        weights,
                        Options.defaults().withThreads(1).withWidth(Width.SCALAR)));
    }

    private static <T> T compiled(String name, String body, Opening<T> opening) {
        Source source = Source.of(name + ".attar", "model " + name + " {\n" + body + "\n}\n");
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR))));
        try {
            Path file = Files.createTempFile(name, ".safetensors");
            try {
                new InitRun(source, 5).writeTo(file);
                try (Weights weights = Weights.open(file)) {
                    return opening.of(classes, weights);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
