package dev.attar.cli.train;

import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.train.data.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What makes tokens of the texts of examples.
 *
 * @param texts for texts; of a translator, for those that are translated
 * @param targets for translations
 */
public record Tokenizers(Optional<Tokenizer> texts, Optional<Tokenizer> targets) {
    private static final String TARGET = "target.spm";

    /**
     * Those that are named, or that lie beside the files.
     *
     * @param named null: none is
     * @param namedTarget null: none is
     * @param files the weights and the spec, in whose folders is looked for them, in this order
     */
    static Tokenizers of(Path named, Path namedTarget, List<Path> files, Task task) {
        int context = task.input().context();
        int sourceContext = task.source().orElse(task.input()).context();
        List<Path> places = named != null
                ? List.of(named)
                : files.stream().map(file -> file.toAbsolutePath().getParent()).toList();
        for (Path place : places) {
            Optional<Tokenizer> found =
                    named != null ? Optional.of(Tokenizer.load(named, sourceContext)) : in(place, sourceContext);
            if (found.isPresent()) {
                Path target = (named != null ? place.toAbsolutePath().getParent() : place).resolve(TARGET);
                Optional<Tokenizer> targets =
                        namedTarget != null || task.source().isPresent() && Files.exists(target)
                                ? Optional.of(Tokenizer.load(namedTarget != null ? namedTarget : target, context))
                                : found.filter(_ -> context == sourceContext)
                                        .or(() -> Optional.of(Tokenizer.load(place, context)));
                return new Tokenizers(found, targets);
            }
        }
        return new Tokenizers(
                Optional.empty(), Optional.ofNullable(namedTarget).map(file -> Tokenizer.load(file, context)));
    }

    /** The tokenizer of a folder, in one of the forms that models are published with. */
    private static Optional<Tokenizer> in(Path folder, int context) {
        try {
            return Optional.of(Tokenizer.load(folder, context));
        } catch (TextException e) {
            if (e.kind() == TextException.Kind.FILE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
