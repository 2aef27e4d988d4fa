package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.Prompt;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Session;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.Translator;
import dev.attar.runtime.server.model.ChatTemplate;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Opens the models of {@code attar serve}: compiled or from the cache, with their weights and tokenizers, as all commands do.
 *
 * @param target where they run
 * @param weightsAs how matrices are kept, where a model does not say itself
 */
record ModelOpening(TargetOptions target, Storage weightsAs, Verbose say) {
    /** The caller closes it, through its resource. */
    ServedModel open(ServedSpec wanted) {
        Source source = Source.of(wanted.spec());
        ModelSpec model = Compiler.check(source);
        checkHead(wanted, model);
        Storage storage = wanted.weightsAs().orElse(weightsAs);
        Session session = CompiledModel.open(source, wanted.weights(), target, storage, say);
        try {
            Tokenizer tokenizer = tokenizer(wanted, context(model, session));
            return new ServedModel(
                    wanted.servedName(),
                    wanted.aliases(),
                    task(wanted, model, session, tokenizer),
                    tokenizer,
                    new dev.attar.runtime.server.model.ModelFacts(
                            model.name(),
                            ModelFacts.of(Compiler.model(model)).parameters(),
                            context(model, session),
                            model.vocabularyOf(model.stacks().getFirst()),
                            session.computedBy(),
                            target.options().threads(),
                            storage.symbol()),
                    session::warmUp,
                    session::close);
        } catch (RuntimeException refused) {
            session.close();
            throw refused;
        }
    }

    private static int context(ModelSpec model, Session session) {
        return model.head() instanceof Head.Generate
                ? model.isTranslator()
                        ? Decoders.translator(session).sourceContext()
                        : Decoders.languageModel(session).context()
                : session.plan().most("tokens");
    }

    private static Tokenizer tokenizer(ServedSpec wanted, int context) {
        return TextReader.tokenizer(wanted.tokenizer().orElse(null), wanted.weights(), context)
                .orElseThrow(() -> new Refusal(
                        wanted.place() + "no tokenizer lies beside " + wanted.weights(),
                        "name the model's tokenizer.json (--tokenizer, or \"tokenizer\" in the configuration)"));
    }

    private static void checkHead(ServedSpec wanted, ModelSpec model) {
        if (model.head() instanceof Head.Span || model.head() instanceof Head.MaskedLanguageModel) {
            throw new Refusal(
                    wanted.place() + model.name() + " answers questions or fills masks, which attar serve does not do",
                    "use attar run, or the tasks of attar-text");
        }
        if (wanted.longTexts().isPresent() && !(model.head() instanceof Head.Embed)) {
            throw new Refusal(
                    wanted.place() + "long_texts is for models with head embed", "leave it out; requests say truncate");
        }
        if (wanted.chat().isPresent() && (!(model.head() instanceof Head.Generate) || model.isTranslator())) {
            throw new Refusal(wanted.place() + "a chat template is for decoders with head generate", "leave it out");
        }
        if (wanted.targetTokenizer().isPresent() && !model.isTranslator()) {
            throw new Refusal(wanted.place() + "a target tokenizer is for translators", "leave it out");
        }
    }

    private static ServedTask task(ServedSpec wanted, ModelSpec model, Session session, Tokenizer tokenizer) {
        return switch (model.head()) {
            case Head.Embed _ ->
                new ServedTask.Embeds(
                        SessionEmbedder.of(session),
                        prompts(model),
                        model.texts().standard(),
                        longTexts(wanted, model));
            case Head.Classify head -> {
                Classes classes = Classes.of(model).orElseThrow();
                yield new ServedTask.Classifies(
                        batch -> session.run(batch, head(session)), names(classes, head.classes()), classes.reading());
            }
            case Head.Tokens head -> {
                Classes classes = Classes.of(model).orElseThrow();
                yield new ServedTask.Tags(
                        batch -> session.run(batch, head(session)), names(classes, head.classes()), classes.reading());
            }
            case Head.Generate _ when model.isTranslator() -> translates(wanted, model, session);
            case Head.Generate _ ->
                new ServedTask.Generates(
                        Decoders.languageModel(session),
                        GenerationDefaults.of(model),
                        wanted.chat().orElseGet(() -> ChatTemplate.of(tokenizer)));
            case Head.Span _, Head.MaskedLanguageModel _ -> throw new IllegalStateException("refused before");
        };
    }

    private static int head(Session session) {
        return RunCommand.index(session.plan(), "head");
    }

    private static ServedTask translates(ServedSpec wanted, ModelSpec model, Session session) {
        Translator translator = Decoders.translator(session);
        Tokenizer written = TextReader.target(
                        wanted.targetTokenizer().orElse(null),
                        wanted.tokenizer().orElse(null),
                        wanted.weights(),
                        translator.context())
                .orElseThrow();
        return new ServedTask.Translates(translator, GenerationDefaults.of(model), written);
    }

    private static List<String> names(Classes classes, int count) {
        return IntStream.range(0, count).mapToObj(classes::name).toList();
    }

    private static Map<String, String> prompts(ModelSpec model) {
        Map<String, String> prompts = new LinkedHashMap<>();
        for (Prompt prompt : model.texts().prompts()) {
            prompts.put(prompt.name(), prompt.words());
        }
        return prompts;
    }

    private static LongInput longTexts(ServedSpec wanted, ModelSpec model) {
        Optional<String> chosen = wanted.longTexts();
        return switch (chosen.orElse(model.texts().truncate() ? "truncate" : "refuse")) {
            case "truncate" -> LongInput.TRUNCATE;
            case "parts" -> LongInput.PARTS;
            default -> LongInput.REFUSE;
        };
    }
}
