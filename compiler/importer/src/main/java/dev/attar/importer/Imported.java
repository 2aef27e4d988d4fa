package dev.attar.importer;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.SpecPrinter;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.Progress;
import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tokenizer.TokenizerFolder;
import dev.attar.runtime.ElementType;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A model that was understood. Its weights stay in the file they came from until they are written. */
public final class Imported implements AutoCloseable {
    private final ModelSpec spec;
    private final List<NamedTensor> tensors;
    private final Optional<TokenizerFolder.Content> tokenizer;
    private final ImportReport report;
    private final Arena arena;
    private final Progress progress;

    Imported(
            ModelSpec spec,
            List<NamedTensor> tensors,
            Optional<TokenizerFolder.Content> tokenizer,
            ImportReport report,
            Arena arena,
            Progress progress) {
        this.spec = spec;
        this.tensors = List.copyOf(tensors);
        this.tokenizer = tokenizer;
        this.report = report;
        this.arena = arena;
        this.progress = progress;
    }

    public ModelSpec spec() {
        return spec;
    }

    /** All parameters, with their canonical names and shapes. */
    public List<NamedTensor> tensors() {
        return tensors;
    }

    /** The tokenizer found beside the source. */
    public Optional<Path> tokenizer() {
        return tokenizer.map(TokenizerFolder.Content::source);
    }

    /** What a person should know: what was found where, and what of the source was left out and why. */
    public List<String> report() {
        return report.lines().stream().map(ImportReport.Line::text).toList();
    }

    /** The report for programs, with every setting of every file that was read. */
    public ImportReport findings() {
        return report;
    }

    /**
     * The files that {@link #writeTo} made.
     *
     * @param tokenizer its first file
     */
    public record Written(Path spec, Path weights, Optional<Path> tokenizer) {}

    /**
     * Writes NAME.attar, NAME.safetensors and, where there is one, the tokenizer: tokenizer.json, or what it is made of. Each file appears complete or not at all;
     * the spec comes last.
     *
     * @throws ImportException when a file cannot be written, or a tokenizer.json in the folder is another model's
     */
    public Written writeTo(Path folder) {
        Map<String, byte[]> files =
                tokenizer.map(TokenizerFolder.Content::files).orElse(Map.of());
        OtherTokenizer.check(folder, spec.name(), files);
        try {
            Files.createDirectories(folder);
            Path weights = folder.resolve(spec.name() + ".safetensors");
            writeWeights(weights);
            Optional<Path> copied = Optional.empty();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path written = folder.resolve(file.getKey());
                replace(written, file.getValue());
                copied = copied.or(() -> Optional.of(written));
            }
            Path text = folder.resolve(spec.name() + ".attar");
            replace(text, SpecPrinter.print(spec).getBytes(StandardCharsets.UTF_8));
            return new Written(text, weights, copied);
        } catch (IOException | WeightsException e) {
            throw new ImportException("the import cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private void writeWeights(Path file) {
        WeightsWriter writer =
                new WeightsWriter(file).metadata("format", "attar").metadata("model", spec.name());
        long all =
                tensors.stream().mapToLong(t -> t.elements() * t.kind().bytes()).sum();
        long[] done = {0};
        for (NamedTensor tensor : tensors) {
            long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
            writer.addStreamed(
                    tensor.name(),
                    type(tensor.kind()),
                    (first, into) -> {
                        progress.at("writing " + tensor.name(), done[0], all);
                        done[0] += (long) into.length * tensor.kind().bytes();
                        tensor.read(first, into);
                    },
                    shape);
        }
        writer.write();
    }

    static ElementType type(ElementKind kind) {
        return switch (kind) {
            case FLOAT32 -> ElementType.F32;
            case FLOAT16 -> ElementType.F16;
            case BFLOAT16 -> ElementType.BF16;
            case FLOAT64, INT64, INT32, INT16, INT8, UINT16, UINT8, BOOL ->
                throw new ImportException("weights of type " + kind + " cannot be written");
        };
    }

    static void replace(Path file, byte[] content) throws IOException {
        Path part = file.toAbsolutePath().resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.write(part, content);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Unmaps the source. */
    @Override
    public void close() {
        arena.close();
    }
}
