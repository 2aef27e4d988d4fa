package dev.attar.compiler;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.Texts;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.gradient.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What the public class of a spec is called, and what its head's method is. */
final class Facades {
    private Facades() {}

    static Facade of(ModelSpec spec, Origin origin, CompileOptions options) {
        return new Facade(
                options.packageName(),
                name(spec, options),
                verb(spec.head()),
                labels(spec.head()),
                prompts(spec.texts()),
                spec.texts().standard(),
                origin.name(),
                origin.hash(),
                Version.NUMBER,
                options.languages().contains(Language.OPENCL),
                options.training().flatMap(Training::adapters));
    }

    /** With its package. */
    static String className(ModelSpec spec, CompileOptions options) {
        String name = name(spec, options);
        return options.packageName().isEmpty() ? name : options.packageName() + "." + name;
    }

    private static String name(ModelSpec spec, CompileOptions options) {
        return options.training().isPresent() ? spec.name() + "Training" : spec.name();
    }

    private static SequencedMap<String, String> prompts(Texts texts) {
        SequencedMap<String, String> prompts = new LinkedHashMap<>();
        texts.prompts().forEach(prompt -> prompts.put(prompt.name(), prompt.words()));
        return prompts;
    }

    private static List<String> labels(ModelSpec.Head head) {
        return switch (head) {
            case ModelSpec.Head.Classify classify -> classify.labels().names();
            case ModelSpec.Head.Tokens tokens -> tokens.labels().names();
            case ModelSpec.Head.Embed _,
                    ModelSpec.Head.Span _,
                    ModelSpec.Head.MaskedLanguageModel _,
                    ModelSpec.Head.Generate _ -> List.of();
        };
    }

    private static String verb(ModelSpec.Head head) {
        return switch (head) {
            case ModelSpec.Head.Embed _ -> "embed";
            case ModelSpec.Head.Classify _ -> "classify";
            case ModelSpec.Head.Tokens _ -> "tag";
            case ModelSpec.Head.Span _ -> "answer";
            case ModelSpec.Head.MaskedLanguageModel _ -> "predict";
            case ModelSpec.Head.Generate _ -> "score";
        };
    }
}
