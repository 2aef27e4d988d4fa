package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Problems;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import java.util.List;

/**
 * A spec as it was written.
 *
 * @param models the {@code model} entries, in order
 * @param problems what is wrong with the form; what could not be read is missing from {@code models}
 */
public record SpecFile(Source source, List<Entry> models, Problems problems) {
    public SpecFile {
        models = List.copyOf(models);
    }

    /** @throws Refused when the form is wrong */
    public SpecFile orRefuse() {
        if (!problems.isEmpty()) {
            throw new Refused(source, problems);
        }
        return this;
    }
}
