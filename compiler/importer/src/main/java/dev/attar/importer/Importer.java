package dev.attar.importer;

import dev.attar.importer.huggingface.HuggingFaceFolder;
import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxReader;
import dev.attar.importer.recognise.Recognised;
import dev.attar.importer.recognise.Recogniser;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.ModelName;
import dev.attar.importer.source.Progress;
import dev.attar.importer.source.SentenceSettings;
import dev.attar.importer.translate.Translator;
import dev.attar.importer.translate.Translator.Translated;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns a foreign model, an ONNX file or a Hugging Face folder, into a spec and weights under canonical names. */
public final class Importer {
    private Importer() {}

    /** As {@link #importFrom(Path, ImportOptions, Progress)}, telling nobody how far it is. */
    public static Imported importFrom(Path source, ImportOptions options) {
        return importFrom(source, options, Progress.NONE);
    }

    /**
     * Reads and understands a model. The result holds the source mapped; close it.
     *
     * @param source a file {@code .onnx}, or a folder with {@code config.json} and {@code model.safetensors}
     * @throws ImportException when it cannot be imported, saying where and why
     */
    public static Imported importFrom(Path source, ImportOptions options, Progress progress) {
        Arena arena = Arena.ofShared();
        try {
            Imported imported = Files.isDirectory(source)
                    ? folder(source, options, progress, arena)
                    : file(source, options, progress, arena);
            arena = null;
            return imported;
        } finally {
            if (arena != null) {
                arena.close();
            }
        }
    }

    private static String name(Path source, ImportOptions options) {
        return options.name().map(ModelName::checked).orElseGet(() -> ModelName.of(source));
    }

    private static Imported folder(Path source, ImportOptions options, Progress progress, Arena arena) {
        progress.at("reading " + source, 0, 0);
        SentenceSettings settings = SentenceSettings.beside(source);
        Recognised model = HuggingFaceFolder.read(source, name(source, options), settings.complete(options), arena);
        return finish(source, model, List.of(), progress, arena);
    }

    private static Imported file(Path source, ImportOptions options, Progress progress, Arena arena) {
        if (!Files.isRegularFile(source)) {
            throw new ImportException("there is no file " + source
                    + "; give a file .onnx, or a folder with config.json and model.safetensors");
        }
        progress.at("reading " + source, 0, 0);
        OnnxModel graph = OnnxReader.read(source, arena);
        progress.at("understanding " + graph.nodes().size() + " nodes", 0, 0);
        Translated translated = Translator.translate(graph);
        Recognised model = recognise(source, translated, options);
        return finish(source, model, Accounting.check(graph, model), progress, arena);
    }

    /** Settings beside the file speak about hidden states; a head inside the graph is the graph's own. */
    private static Recognised recognise(Path source, Translated graph, ImportOptions options) {
        String name = name(source, options);
        Recognised model = Recogniser.recognise(graph, name, options);
        return model.headChosen()
                ? model
                : Recogniser.recognise(
                        graph, name, SentenceSettings.besideFile(source).complete(options));
    }

    private static Imported finish(
            Path source, Recognised model, List<String> leftOut, Progress progress, Arena arena) {
        WeightKinds.check(model.tensors());
        List<String> report = new ArrayList<>(model.report());
        report.addAll(leftOut);
        return new Imported(model.spec(), model.tensors(), TokenizerFile.beside(source), report, arena, progress);
    }
}
