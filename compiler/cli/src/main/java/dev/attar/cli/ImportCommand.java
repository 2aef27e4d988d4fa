package dev.attar.cli;

import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Source;
import dev.attar.importer.Imported;
import dev.attar.importer.Importer;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.Languages;
import dev.attar.runtime.Options;
import dev.attar.runtime.Weights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code attar import}: another framework's model becomes a spec and weights. */
@Command(
        name = "import",
        description = {
            "Turns a model of another framework into a spec and weights.",
            "",
            "The architecture is found in the model itself, and written as NAME.attar; the weights as"
                    + " NAME.safetensors; a tokenizer.json beside the source, with what other files say about texts, as"
                    + " tokenizer.json. A model that is not understood in full is refused. What was found, assumed and"
                    + " left out is said on standard error.",
            ""
        },
        customSynopsis = {
            "attar import SOURCE -o DIR [--name NAME] [--pool POOL[,POOL]…] [--[no-]normalize]",
            "                    [--context N] [--graph-output OUTPUT] [--source-language L] [--target-language L]",
            "                    [--packed] [--json]"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar import all-minilm-l6-v2.onnx -o models --name MiniLmL6",
            "  attar import bert-base-uncased/ -o models",
            "",
            "Exit status: 0 done, 1 the source was refused, 2 usage error, 70 internal error."
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "An ONNX file, or a Hugging Face folder with config.json and model.safetensors or"
                    + " pytorch_model.bin.")
    private Path from;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The folder to write to; made when it is not there.")
    private Path folder;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = NameOfModel.class,
            description = "The model's name, an upper-case Java name. Default: made from the source's.")
    private String name;

    @Option(
            names = "--pool",
            paramLabel = "POOL",
            converter = PoolNamed.class,
            split = ",",
            description = "How hidden states become a sentence's vector: mean, cls, max, last, weighted-mean or"
                    + " mean-sqrt-len; several stand side by side. Default: what the source says, else mean.")
    private List<Pool> pools;

    @Option(
            names = "--normalize",
            negatable = true,
            description = "Whether sentence embeddings are L2-normalised. Default: what the source says, else yes.")
    private Boolean normalize;

    @Option(
            names = "--graph-output",
            paramLabel = "OUTPUT",
            description = "The output to import, where an ONNX file has several.")
    private String graphOutput;

    @Option(
            names = "--context",
            paramLabel = "N",
            description =
                    "The longest sequence in tokens, where it is to be less than the model allows. Default: what a"
                            + " sentence encoder's settings say, else what the model allows.")
    private Integer context;

    @Option(
            names = "--source-language",
            paramLabel = "L",
            description = "The language of the texts that a translator of several is given, as its tokenizer calls it:"
                    + " de_DE, deu_Latn, or de for M2M-100. Default: what the tokenizer says.")
    private String sourceLanguage;

    @Option(
            names = "--target-language",
            paramLabel = "L",
            description = "The language that it writes. Default: what generation_config.json says.")
    private String targetLanguage;

    @Option(
            names = "--json",
            description = "Print one JSON object on standard output: the files, and the whole report.")
    private boolean json;

    @Option(names = "--packed", description = "Also write NAME.packed for this machine, see attar pack.")
    private boolean packed;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        ImportOptions options = new ImportOptions(
                Optional.ofNullable(name),
                Optional.ofNullable(pools),
                Optional.ofNullable(normalize),
                Optional.ofNullable(graphOutput),
                Optional.ofNullable(context),
                new Languages(Optional.ofNullable(sourceLanguage), Optional.ofNullable(targetLanguage)));
        Imported.Written written;
        ImportReport report;
        try (Progress progress = Progress.of("import");
                Imported imported = Importer.importFrom(from, options, progress)) {
            written = imported.writeTo(folder);
            report = imported.findings();
        }
        Optional<Path> ready = packed ? Optional.of(pack(written)) : Optional.empty();
        if (json) {
            ImportJson line = new ImportJson().file("spec", written.spec()).file("weights", written.weights());
            written.tokenizer().ifPresent(file -> line.file("tokenizer", file));
            ready.ifPresent(file -> line.file("packed", file));
            out.println(line.report(report));
            return ExitStatus.DONE;
        }
        report.lines().forEach(line -> command.commandLine().getErr().println("attar: " + line.text()));
        out.println("spec       " + written.spec());
        out.println("weights    " + written.weights());
        out.println("sha256     " + sha256(written.weights()));
        written.tokenizer().ifPresent(file -> out.println("tokenizer  " + file));
        ready.ifPresent(file -> out.println("packed     " + file));
        return ExitStatus.DONE;
    }

    /** What tells these weights from all others; a file packed from them carries it, too. */
    private static String sha256(Path weights) {
        try (Weights written = Weights.open(weights)) {
            return written.sha256().orElseThrow();
        }
    }

    private Path pack(Imported.Written written) {
        String name = written.weights().getFileName().toString();
        Path file = written.weights().resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".packed");
        Verbose quiet = new Verbose(false, command.commandLine().getErr());
        PackedModel.write(Source.of(written.spec()), Storage.FP32, written.weights(), file, Options.defaults(), quiet);
        return file;
    }

    static final class NameOfModel implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (!name.matches("[A-Z][A-Za-z0-9]*")) {
                throw new TypeConversionException(
                        "'" + name + "' cannot name a model; give an upper-case letter and then letters and digits");
            }
            return name;
        }
    }

    static final class PoolNamed implements ITypeConverter<Pool> {
        @Override
        public Pool convert(String name) {
            return switch (name) {
                case "mean" -> Pool.MEAN;
                case "cls" -> Pool.CLS;
                case "max" -> Pool.MAX;
                case "last" -> Pool.LAST;
                case "weighted-mean" -> Pool.WEIGHTED_MEAN;
                case "mean-sqrt-len" -> Pool.MEAN_SQRT_LEN;
                default ->
                    throw new TypeConversionException("unknown pool '" + name
                            + "'; expected mean, cls, max, last, weighted-mean or mean-sqrt-len");
            };
        }
    }
}
