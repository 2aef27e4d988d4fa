package dev.attar.examples.benchmarks.model;

import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of each model, made when they are first asked for. MiniLM's weights and ONNX file are the published ones, the rest
 * is random.
 *
 * @param published the folder of the published ONNX file
 * @param imported the folder of the weights that were imported from it
 * @param made the folder for what is made here
 */
public record ModelFiles(Path published, Path imported, Path made) {
    /** The folders that the script names. */
    public static ModelFiles ofProperties() {
        return new ModelFiles(folder("published"), folder("model"), folder("made"));
    }

    /** A safetensors file. */
    public Path weights(EncoderShape shape) throws IOException {
        if (shape.equals(EncoderShape.MINILM)) {
            return imported.resolve("MiniLmL6.safetensors");
        }
        return make(shape.name(), ".safetensors", file -> RandomWeights.write(shape, file));
    }

    public Path onnx(EncoderShape shape) throws IOException {
        if (shape.equals(EncoderShape.MINILM)) {
            return published.resolve("all-minilm-l6-v2.onnx");
        }
        return from(shape, ".onnx", OnnxEncoder::write);
    }

    public Path torchScript(EncoderShape shape) throws IOException {
        return from(shape, ".pt", TorchEncoder::write);
    }

    /** A safetensors file. */
    public Path weights(DecoderShape shape) throws IOException {
        return make(shape.name(), ".safetensors", file -> RandomWeights.write(shape, file));
    }

    public Path onnx(DecoderShape shape) throws IOException {
        Path source = weights(shape);
        return make(shape.name(), ".onnx", file -> {
            try (Weights weights = Weights.open(source)) {
                OnnxDecoder.write(shape, weights, file);
            }
        });
    }

    /** The weights as this machine's vectors read them. */
    public Path packed(DecoderShape shape, Program program) throws IOException {
        Path source = weights(shape);
        return make(shape.name(), ".packed", file -> {
            try (Weights weights = Weights.open(source)) {
                weights.pack(program, Runtime.getRuntime().availableProcessors(), file);
            }
        });
    }

    private interface Maker {
        void make(Path file) throws IOException;
    }

    private interface Writer {
        void write(EncoderShape shape, Weights weights, Path file) throws IOException;
    }

    private Path from(EncoderShape shape, String ending, Writer writer) throws IOException {
        Path source = weights(shape);
        return make(shape.name(), ending, file -> {
            try (Weights weights = Weights.open(source)) {
                writer.write(shape, weights, file);
            }
        });
    }

    /** Under another name first: a run that is ended in between leaves no half of a file. */
    private Path make(String name, String ending, Maker maker) throws IOException {
        Path file = made.resolve(name + ending);
        if (!Files.exists(file)) {
            System.err.println("benchmarks: writing " + file.getFileName());
            Files.createDirectories(made);
            Path part = made.resolve(name + ending + ".part");
            maker.make(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static Path folder(String property) {
        String folder = System.getProperty(property);
        if (folder == null) {
            throw new IllegalStateException("start it with the script run, which names the folder " + property);
        }
        return Path.of(folder);
    }
}
