package dev.attar.examples.conformance;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.loops.Storage;
import dev.attar.importer.Imported;
import dev.attar.importer.Importer;
import dev.attar.importer.source.ImportOptions;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An ONNX file as somebody published it, imported by Attar and compiled. Made once for all tests: importing takes seconds.
 *
 * @param onnx the file
 * @param spec what the importer understood
 * @param weights what the importer wrote
 * @param classes what the compiler made of the spec
 */
record PublishedModel(String name, Path onnx, Path tokenizer, ModelSpec spec, Path weights, GeneratedClasses classes) {
    private static final Path MODELS = Path.of(System.getProperty("models"));
    private static final Path SCRATCH = Path.of(System.getProperty("scratch"));
    private static final Map<String, PublishedModel> MADE = new ConcurrentHashMap<>();

    /** The models of this build; a profile has more. */
    static List<String> names() {
        return List.of(System.getProperty("model.names").split(","));
    }

    static PublishedModel named(String name) {
        return MADE.computeIfAbsent(name, PublishedModel::make);
    }

    /** The export of MiniLM that the examples use. */
    static PublishedModel miniLm() {
        return named("minilm-opset-11");
    }

    Session open(Options options, Width width) {
        try (Weights opened = Weights.open(weights)) {
            return Session.open(classes.program(width), opened, options);
        }
    }

    /** On the best OpenCL device, with the kernels made for this kind: a device that is a processor runs those of GPUs too. */
    Session openOnDevice(DeviceInfo.Kind kernels) {
        GeneratedClasses forDevices = GeneratedClasses.compile(Compiler.compile(
                spec,
                new Origin(name + ".attar", "imported"),
                CompileOptions.defaults()
                        .inPackage("published")
                        .withWidths(EnumSet.of(Width.SCALAR))
                        .withOpenCl()));
        try (Weights opened = Weights.open(weights)) {
            DeviceProgram program = forDevices.deviceProgram();
            DeviceProgram ofKind = new DeviceProgram() {
                @Override
                public ProgramPlan plan() {
                    return program.plan();
                }

                @Override
                public DeviceCode code(DeviceInfo.Kind any) {
                    return program.code(kernels);
                }
            };
            return Session.open(ofKind, forDevices::program, opened, dev.attar.runtime.Target.openCl());
        }
    }

    /** The generated class, loaded as its users load it. */
    Embedder load() {
        try (Weights opened = Weights.open(weights)) {
            return classes.embedder(opened, Options.defaults());
        }
    }

    Tokenizer openTokenizer() {
        return openTokenizer(spec.context());
    }

    /** @param context longest sequence, in tokens */
    Tokenizer openTokenizer(int context) {
        return Tokenizer.load(tokenizer, context);
    }

    /** A copy of this model with the weights of its products stored as given. */
    PublishedModel storedAs(Storage weightsAs) {
        GeneratedClasses stored = GeneratedClasses.compile(Compiler.compile(
                spec,
                new Origin(name + ".attar", "imported"),
                CompileOptions.defaults().inPackage("published").withWeightsAs(weightsAs)));
        return new PublishedModel(name, onnx, tokenizer, spec, weights, stored);
    }

    private static PublishedModel make(String name) {
        Path folder = MODELS.resolve(name);
        Path onnx = only(folder, "*.onnx");
        try (Imported imported = Importer.importFrom(onnx, ImportOptions.none().named("Published"))) {
            Path weights = imported.writeTo(SCRATCH.resolve(name)).weights();
            GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                    imported.spec(),
                    new Origin(name + ".attar", "imported"),
                    CompileOptions.defaults().inPackage("published")));
            return new PublishedModel(name, onnx, only(folder, "*-tokenizer.json"), imported.spec(), weights, classes);
        }
    }

    private static Path only(Path folder, String pattern) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            Iterator<Path> files = found.iterator();
            Path file = files.next();
            if (files.hasNext()) {
                throw new IllegalStateException("more than one " + pattern + " in " + folder);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
