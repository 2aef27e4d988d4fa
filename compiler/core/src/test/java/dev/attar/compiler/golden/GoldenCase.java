package dev.attar.compiler.golden;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.Origin;
import dev.attar.compiler.Stage;
import dev.attar.compiler.StageText;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.loops.LoopPrinter;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceInfo.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The recorded models, each with the widths whose code is worth reading there. */
enum GoldenCase {
    POST_NORM_EMBED("post-norm-embed", Width.LANES_16, Width.SCALAR),
    PRE_NORM_CLASSIFY("pre-norm-classify", Width.LANES_8),
    SINUSOIDAL_TOKENS("sinusoidal-tokens", Width.LANES_16),
    ROBERTA_CLASSIFY("roberta-classify", Width.LANES_8),
    AWKWARD_SPAN("awkward-span", Width.LANES_4, Width.SCALAR),
    MASKED("masked", Width.LANES_8),
    TRANSLATOR("translator", Width.SCALAR),
    ALIBI_BAND("alibi-band", Width.LANES_16),
    BFLOAT16_EMBED("bfloat16-embed", Storage.BF16, Width.LANES_16, Width.SCALAR);

    static final Path ALL = Corpus.ROOT.resolve("compiler/core/src/test/golden");
    /** The kernels for processors, and for GPUs. */
    static final Map<Kind, String> KERNELS = Map.of(Kind.PROCESSOR, "Cpu.cl", Kind.GPU, "Gpu.cl");

    private static final String SPEC = "model.attar";

    private final String folder;
    private final Storage weightsAs;
    private final List<Width> widths;

    GoldenCase(String folder, Width... widths) {
        this(folder, Storage.FP32, widths);
    }

    GoldenCase(String folder, Storage weightsAs, Width... widths) {
        this.folder = folder;
        this.weightsAs = weightsAs;
        this.widths = List.of(widths);
    }

    String folder() {
        return folder;
    }

    /** How the weights of products are stored. */
    Storage weightsAs() {
        return weightsAs;
    }

    /** The widths whose code is recorded. */
    List<Width> widths() {
        return widths;
    }

    Source source() throws IOException {
        return Source.of(SPEC, Files.readAllBytes(ALL.resolve(folder).resolve(SPEC)));
    }

    /** Whether its OpenCL kernels are recorded too. */
    boolean hasKernels() {
        return this == PRE_NORM_CLASSIFY || this == BFLOAT16_EMBED;
    }

    private Emitted emitted() throws IOException {
        Source source = source();
        return Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                CompileOptions.defaults().withWidths(EnumSet.copyOf(widths)).withWeightsAs(weightsAs));
    }

    /** The recorded Java, complete. */
    Emitted recordedJava() throws IOException {
        Map<String, String> files = new LinkedHashMap<>(recorded());
        files.keySet().removeIf(name -> !name.endsWith(".java"));
        return new Emitted(emitted().className(), files);
    }

    /** The files beside the spec as they must be now. */
    SortedMap<String, String> current() throws IOException {
        Source source = source();
        SortedMap<String, String> files = new TreeMap<>();
        files.put("model.txt", StageText.of(source, Stage.MODEL, CompileOptions.defaults()));
        files.put("fused.txt", StageText.of(source, Stage.FUSED, CompileOptions.defaults()));
        files.put(
                "loops.txt",
                LoopPrinter.print(Compiler.lower(Compiler.fuse(Compiler.model(Compiler.check(source))), weightsAs)));
        if (hasKernels()) files.putAll(kernels());
        files.putAll(emitted().files());
        return files;
    }

    private Map<String, String> kernels() throws IOException {
        Map<String, String> kernels = new LinkedHashMap<>(Compiler.compile(
                        Compiler.check(source()),
                        Origin.of(source()),
                        CompileOptions.defaults()
                                .withWidths(EnumSet.of(Width.SCALAR))
                                .withWeightsAs(weightsAs)
                                .withOpenCl())
                .files());
        kernels.keySet().removeIf(name -> !name.endsWith(".cl"));
        return kernels;
    }

    /** The files beside the spec as they were recorded. */
    SortedMap<String, String> recorded() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(ALL.resolve(folder))) {
            for (Path file : all.toList()) files.put(file.getFileName().toString(), Files.readString(file));
        }
        files.remove(SPEC);
        return files;
    }

    /** Records the files as they are now. */
    void renew() throws IOException {
        for (String old : recorded().keySet()) Files.delete(ALL.resolve(folder).resolve(old));
        for (Map.Entry<String, String> file : current().entrySet())
            Files.writeString(ALL.resolve(folder).resolve(file.getKey()), file.getValue());
    }
}
