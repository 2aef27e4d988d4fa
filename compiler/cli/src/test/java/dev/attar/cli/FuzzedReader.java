package dev.attar.cli;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import dev.attar.importer.Imported;
import dev.attar.importer.Importer;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.runtime.Check;
import dev.attar.runtime.Weights;
import dev.attar.runtime.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Something that reads files from outside. A file is read, or refused in the reader's own words; anything else is a fault. */
enum FuzzedReader {
    SAFETENSORS(
            "model.safetensors",
            List.of(
                    "\"dtype\"",
                    "\"F32\"",
                    "\"F16\"",
                    "\"BF16\"",
                    "\"shape\"",
                    "\"data_offsets\"",
                    "[0,4]",
                    "[]",
                    "8")) {
        @Override
        void read(Path file) {
            try (Weights weights = Weights.open(file)) {
                weights.tensors().values().forEach(tensor -> tensor.toArray());
                weights.sha256();
            } catch (WeightsException refused) {
                assertSaid(refused);
            }
        }
    },
    PACKED("model.packed", List.of("\u0089ATTAR\r\n")) {
        @Override
        void read(Path file) {
            try (Weights weights = Weights.open(file, Check.CONTENT)) {
                weights.sha256();
            } catch (WeightsException refused) {
                assertSaid(refused);
            }
        }
    },
    ONNX("model.onnx", List.of("MatMul", "Gather", "Reshape", "Softmax", "input_ids")) {
        @Override
        void read(Path file) {
            try (Imported imported = Importer.importFrom(file, ImportOptions.none())) {
                imported.tensors().forEach(tensor -> tensor.toArray());
            } catch (ImportException refused) {
                assertSaid(refused);
            }
        }
    },
    SPEC(
            "model.attar",
            List.of(
                    "model", "encoder", "depth", "heads", "width", "let", "norm", "head", "{", "}", "*", "/", "4",
                    "0")) {
        @Override
        void read(Path file) {
            try {
                Compiler.check(Source.of(file));
            } catch (Refused refused) {
                assertSaid(refused);
            }
        }
    },
    REQUESTS("requests.jsonl", List.of("{\"ids\":[1,2]}\n", "{\"text\":\"a\"}\n", "\"segments\"", "\"ids\"", "[0]")) {
        @Override
        void read(Path file) {
            try {
                InputFile.open(file).forEachRemaining(request -> {});
            } catch (Refusal refused) {
                assertSaid(refused);
            }
        }
    };

    private static final Path FOUND = Path.of("src/test/fuzz");

    /** The name of its files, and what they are written with. */
    final String fileName;

    final List<String> words;

    FuzzedReader(String fileName, List<String> words) {
        this.fileName = fileName;
        this.words = words;
    }

    /** Reads all of a file, or has it refused. */
    abstract void read(Path file);

    /** Good files and what was found before. */
    List<byte[]> corpus() throws IOException {
        try (var files = Files.list(FOUND.resolve(name().toLowerCase(Locale.ROOT)))) {
            return files.sorted().map(FuzzedReader::bytes).toList();
        }
    }

    static void assertSaid(RuntimeException refused) {
        if (refused.getMessage() == null || refused.getMessage().length() < 10) {
            throw new AssertionError("refused without a word", refused);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
