package dev.attar.compiler;

import dev.attar.compiler.loops.LoopPrinter;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import dev.attar.compiler.syntax.SyntaxPrinter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Any stage of the pipeline as text. */
public final class StageText {
    private StageText() {}

    /**
     * What a stage makes of a spec.
     *
     * @throws dev.attar.compiler.source.Refused when the spec has errors, with all of them
     */
    public static String of(Source source, Stage stage, CompileOptions options) {
        return switch (stage) {
            case SYNTAX -> SyntaxPrinter.print(Parser.parse(source));
            case MODEL -> GraphPrinter.print(Compiler.model(Compiler.check(source)));
            case FUSED -> GraphPrinter.print(Compiler.fuse(Compiler.model(Compiler.check(source))));
            case LOOPS -> loops(lowered(source, options), options);
            case JAVA -> files(Compiler.compile(source, options), "java");
            case OPENCL -> files(Compiler.compile(source, options.withOpenCl()), "cl");
        };
    }

    private static LoopProgram lowered(Source source, CompileOptions options) {
        return Compiler.lower(Compiler.fuse(Compiler.model(Compiler.check(source))), options.weightsAs());
    }

    /** Loops as the last of the backends' schedules leaves them: the kernels of GPUs, or Java's widest vectors. */
    private static String loops(LoopProgram loops, CompileOptions options) {
        Map<String, LoopProgram> scheduled =
                Compiler.backends(options).getLast().schedule(loops);
        return LoopPrinter.print(
                options.languages().contains(Language.OPENCL)
                        ? scheduled.get("opencl-gpu")
                        : scheduled.values().iterator().next());
    }

    /** The name by which the loops are asked for as lowering makes them. */
    public static final String LOWERED = "lowered";

    /**
     * The loops of a spec after one pass of every schedule that the options ask for.
     *
     * @param pass a pass's name, or {@link #LOWERED}: before all of them
     * @throws IllegalArgumentException when no schedule has such a pass, with the names there are
     */
    public static String after(Source source, String pass, CompileOptions options) {
        LoopProgram loops = lowered(source, options);
        if (pass.equals(LOWERED)) return LoopPrinter.print(loops);
        StringBuilder text = new StringBuilder();
        Set<String> names = new LinkedHashSet<>(Set.of(LOWERED));
        for (Backend backend : Compiler.backends(options))
            backend.trace(loops).forEach((schedule, trace) -> {
                names.addAll(trace.keySet());
                if (trace.containsKey(pass))
                    text.append("// ")
                            .append(schedule)
                            .append('\n')
                            .append(trace.get(pass))
                            .append('\n');
            });
        if (text.isEmpty())
            throw new IllegalArgumentException(
                    "unknown pass '" + pass + "'; expected one of " + String.join(", ", names));
        return text.toString();
    }

    private static String files(Emitted emitted, String ending) {
        return emitted.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith("." + ending))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
    }
}
