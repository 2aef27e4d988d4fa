package dev.attar.compiler;

import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.model.ModelGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pipeline from the tensor IR on, for models that the language cannot say. */
public final class GraphCompiler {
    private GraphCompiler() {}

    public static Emitted compile(ModelGraph model, CompileOptions options) {
        LoopProgram loops = Compiler.lower(Compiler.fuse(model), options.weightsAs());
        Facade facade = new Facade(
                options.packageName(),
                model.name(),
                "head",
                List.of(),
                new LinkedHashMap<>(),
                Optional.empty(),
                "hand.attar",
                "00000000",
                Version.NUMBER,
                options.languages().contains(Language.OPENCL),
                Optional.empty());
        Map<String, String> files = new LinkedHashMap<>();
        for (Backend backend : Compiler.backends(options)) files.putAll(backend.emit(facade, loops));
        return new Emitted(model.name(), files);
    }
}
