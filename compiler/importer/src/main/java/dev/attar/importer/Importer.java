package dev.attar.importer;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.importer.huggingface.FolderModel;
import dev.attar.importer.huggingface.HuggingFaceFolder;
import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxReader;
import dev.attar.importer.recognise.Recognised;
import dev.attar.importer.recognise.Recogniser;
import dev.attar.importer.sentence.SentenceFolder;
import dev.attar.importer.sentence.SentenceSteps;
import dev.attar.importer.source.ForeignFile;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.ImportReport.Kind;
import dev.attar.importer.source.ModelFolder;
import dev.attar.importer.source.ModelName;
import dev.attar.importer.source.Progress;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tokenizer.TokenizerFolder;
import dev.attar.importer.translate.Translator;
import dev.attar.importer.translate.Translator.Translated;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns another framework's model, an ONNX file or a Hugging Face folder, into a spec and weights under canonical names. */
public final class Importer {
    private final Path source;
    private final ImportOptions options;
    private final Progress progress;
    private final Arena arena;
    private final ImportReport report = new ImportReport();

    private Importer(Path source, ImportOptions options, Progress progress, Arena arena) {
        this.source = source;
        this.options = options;
        this.progress = progress;
        this.arena = arena;
    }

    /** Reads and understands a model without telling anybody how far it is. */
    public static Imported importFrom(Path source, ImportOptions options) {
        return importFrom(source, options, Progress.NONE);
    }

    /**
     * Reads and understands a model. The result holds the source mapped; close it.
     *
     * @param source a file {@code .onnx}, or a folder with {@code config.json} and weights
     * @throws ImportException when it cannot be imported, saying where and why
     */
    public static Imported importFrom(Path source, ImportOptions options, Progress progress) {
        Arena arena = Arena.ofShared();
        try {
            Importer importer = new Importer(source, options, progress, arena);
            Imported imported = Files.isDirectory(source) ? importer.folder() : importer.file();
            arena = null;
            return imported;
        } finally {
            if (arena != null) {
                arena.close();
            }
        }
    }

    private String name() {
        return options.name().map(ModelName::checked).orElseGet(() -> ModelName.of(source));
    }

    private Imported folder() {
        progress.at("reading " + source, 0, 0);
        ModelFolder top = ModelRoot.of(source);
        SentenceSteps steps = SentenceFolder.read(top, options, report, arena);
        ModelFolder encoder = top.folder(steps.encoder());
        FolderModel model = HuggingFaceFolder.read(encoder, name(), steps.complete(options), steps, report, arena);
        Imported imported = finish(
                model.spec(), model.tensors(), steps, encoder, List.of("tokenizer.json"), SentenceFolder.is(top));
        UnreadFiles.report(top, report);
        return imported;
    }

    private Imported file() {
        refuseWhatIsNoFile();
        progress.at("reading " + source, 0, 0);
        OnnxModel graph = OnnxReader.read(source, arena);
        progress.at("understanding " + graph.nodes().size() + " nodes", 0, 0);
        Translated translated = Translator.translate(graph);
        ModelFolder beside = ModelRoot.besideFile(source);
        Recognised model = Recogniser.recognise(translated, name(), options);
        SentenceSteps steps = SentenceSteps.NONE;
        if (!model.headChosen()) {
            // Settings beside the file speak about hidden states; a head inside the graph is the graph's own.
            steps = SentenceFolder.read(beside, options, report, arena);
            if (steps.dense().isPresent()) {
                throw new ImportException(beside.path("modules.json") + ": a Dense step after an ONNX file is not"
                        + " supported; import the Hugging Face folder, or export the whole sentence encoder");
            }
            model = Recogniser.recognise(translated, name(), steps.complete(options));
        } else if (model.spec().head() instanceof Head.Embed) {
            steps = SentenceFolder.readTexts(beside, report, arena);
        }
        model.report().forEach(line -> report.add(Kind.FOUND, "graph", line));
        Accounting.check(graph, model).forEach(line -> report.add(Kind.NOT_USED, "graph", line));
        String stem = source.getFileName().toString().replaceFirst("\\.onnx$", "");
        ModelFolder own = ModelFolder.of(source.toAbsolutePath().getParent());
        List<String> names = List.of(stem + "-tokenizer.json", "tokenizer.json");
        boolean here = names.stream().anyMatch(own::has);
        return finish(model.spec(), model.tensors(), steps, here ? own : beside, names, SentenceFolder.is(beside));
    }

    private void refuseWhatIsNoFile() {
        if (!Files.exists(source)) {
            throw new ImportException("there is no file " + source
                    + "; give a file .onnx, or a folder with config.json and model.safetensors");
        }
        try {
            ForeignFile.openNamed(source).close();
        } catch (IOException e) {
            throw new ImportException(source + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param sentences whether the folder says that it is a sentence encoder, whose longest text is part of its settings */
    private Imported finish(
            ModelSpec understood,
            List<NamedTensor> tensors,
            SentenceSteps steps,
            ModelFolder texts,
            List<String> tokenizerNames,
            boolean sentences) {
        WeightKinds.check(tensors);
        // sentence-transformers cuts every text that is too long.
        ModelSpec prompted = understood.withTexts(sentences ? steps.texts().truncated() : steps.texts());
        TokenizerFolder.Found tokenizer =
                TokenizerFolder.read(texts, tokenizerNames, steps.lowerCase(), options.languages(), report);
        ModelSpec spec = TargetLanguage.of(prompted, tokenizer, options.languages(), report);
        tokenizer.json().ifPresent(found -> TokenizerFolder.check(found, spec.vocabulary(), report));
        LongestText longest = new LongestText(spec.context(), options.context(), steps.longest(), tokenizer.longest());
        Optional<Integer> cut = longest.cut(sentences, report);
        return cut.isEmpty()
                ? new Imported(spec, tensors, tokenizer.json(), report, arena, progress)
                : new Imported(
                        ContextCut.spec(spec, cut.get()),
                        ContextCut.tensors(spec, tensors, cut.get()),
                        tokenizer.json(),
                        report,
                        arena,
                        progress);
    }
}
