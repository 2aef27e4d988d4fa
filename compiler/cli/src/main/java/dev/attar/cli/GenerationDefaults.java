package dev.attar.cli;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.runtime.generate.Settings;

/** What a spec says about generation, as the runtime wants it. */
final class GenerationDefaults {
    private GenerationDefaults() {}

    static Settings of(ModelSpec model) {
        if (!(model.head() instanceof ModelSpec.Head.Generate)) {
            throw new Refusal(
                    model.name() + " generates no text", "that is for models with a decoder and `head generate`");
        }
        return Settings.defaults();
    }
}
