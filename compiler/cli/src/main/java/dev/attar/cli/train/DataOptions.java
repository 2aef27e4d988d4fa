package dev.attar.cli.train;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.train.data.Masking;
import dev.attar.runtime.train.data.RowFormat;
import dev.attar.runtime.train.data.Task;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/** What is learned from, and how it is read. */
public final class DataOptions {
    private static final List<String> MASKS = List.of("[MASK]", "<mask>");
    private static final List<String> SPECIAL =
            List.of("[CLS]", "[SEP]", "[PAD]", "[MASK]", "<s>", "</s>", "<pad>", "<mask>");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "F",
            description = "Examples to learn from: JSON lines, CSV, TSV or CoNLL, by the name's ending.")
    Path data;

    @Option(names = "--validation", paramLabel = "F", description = "Examples to evaluate on.")
    Path validation;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl, csv, tsv or conll, where the endings do not say it.")
    String format;

    @Option(
            names = "--tokenizer",
            paramLabel = "F",
            description = "The tokenizer, for texts. Default: the one beside the weights or the spec, such as"
                    + " tokenizer.json or source.spm.")
    Path tokenizer;

    @Option(
            names = "--target-tokenizer",
            paramLabel = "F",
            description =
                    "The tokenizer of translations. Default: target.spm beside that of sources, else that of sources.")
    Path targetTokenizer;

    @Option(
            names = "--no-truncate",
            description = "Refuse texts of more tokens than the context. Default: cut them, and count them.")
    boolean noTruncate;

    @Option(names = "--mask-share", paramLabel = "X", description = "Of tokens that are hidden. Default: 0.15.")
    Double maskShare;

    @Option(
            names = "--mask-token",
            paramLabel = "ID",
            description = "The token that stands for hidden ones. Default: what the tokenizer says.")
    Integer maskToken;

    @Option(
            names = "--start-token",
            paramLabel = "ID",
            description = "What a translator's decoder reads before the first token. Default: what the spec says.")
    Integer startToken;

    /** What a translator's decoder reads before the first token. */
    public OptionalInt start(ModelSpec spec) {
        Optional<Integer> said =
                spec.head() instanceof Head.Generate head ? head.generation().start() : Optional.empty();
        return Optional.ofNullable(startToken)
                .or(() -> said)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** The tokenizers that are given, or those that lie beside what is given. */
    public Tokenizers tokenizers(Task task, List<Path> beside) {
        if (targetTokenizer != null && task.source().isEmpty()) {
            throw Choice.refused("--target-tokenizer is for translators", "leave it out");
        }
        return Tokenizers.of(tokenizer, targetTokenizer, beside, task);
    }

    /** The examples to learn from. */
    public Dataset data(Task task, Tokenizers words) {
        return open(data, task, words);
    }

    /** The examples to evaluate on. */
    public Optional<Dataset> validation(Task task, Tokenizers words) {
        return Optional.ofNullable(validation).map(file -> open(file, task, words));
    }

    private Dataset open(Path file, Task task, Tokenizers words) {
        RowFormat known =
                format == null ? RowFormat.of(file) : RowFormat.of(Path.of("data." + format.toLowerCase(Locale.ROOT)));
        return Dataset.open(file, known, task, words.texts(), words.targets(), !noTruncate);
    }

    /** How tokens are hidden; empty where the task hides none. */
    public Optional<Masking> masking(Task task, Tokenizers given) {
        Optional<Tokenizer> words = given.texts();
        if (task.kind() != Task.Kind.MASKED) {
            if (maskShare != null || maskToken != null) {
                throw Choice.refused("--mask-share and --mask-token are for the loss masked", "leave them out");
            }
            return Optional.empty();
        }
        Set<Integer> never = new HashSet<>();
        OptionalInt mask = maskToken == null ? OptionalInt.empty() : OptionalInt.of(maskToken);
        if (words.isPresent()) {
            for (String name : SPECIAL) {
                words.get().id(name).ifPresent(never::add);
            }
            for (String name : MASKS) {
                mask = mask.isPresent() ? mask : words.get().id(name);
            }
        }
        if (mask.isEmpty()) {
            throw Choice.refused(
                    "nothing says which token stands for hidden ones",
                    "give --mask-token, or a tokenizer that has [MASK] or <mask>");
        }
        if (mask.getAsInt() < 0 || mask.getAsInt() >= task.input().vocabulary()) {
            throw Choice.refused(
                    "--mask-token " + mask.getAsInt(),
                    "token ids are 0 to " + (task.input().vocabulary() - 1));
        }
        double share = maskShare == null ? 0.15 : maskShare;
        if (!(0 < share && share <= 1)) {
            throw Choice.refused("--mask-share " + share, "give a share above 0, at most 1");
        }
        return Optional.of(new Masking(mask.getAsInt(), share, never));
    }
}
