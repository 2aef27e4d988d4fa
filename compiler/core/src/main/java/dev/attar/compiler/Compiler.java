package dev.attar.compiler;

import dev.attar.compiler.check.Checker;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.decode.Decoding;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.loops.LoopPrinter;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.lower.Lowering;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.schedule.Scheduler;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import dev.attar.runtime.Width;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The compilation pipeline, from a spec to files. Stateless; every stage is a function of the one before. */
public final class Compiler {
    private Compiler() {}

    /**
     * @throws dev.attar.compiler.source.Refused when the spec has errors, with all of them
     * @throws CompilerBug when a stage fails
     */
    public static Emitted compile(Source source, CompileOptions options) {
        return compile(check(source), Origin.of(source), options);
    }

    /** Compiles a spec that is checked already. */
    public static Emitted compile(ModelSpec spec, Origin origin, CompileOptions options) {
        LoopProgram loops = options.training()
                .map(training -> TrainingStages.loops(spec, training))
                .orElseGet(() -> lower(fuse(model(spec)), options.weightsAs()));
        Facade facade = Facades.of(spec, origin, options);
        Map<String, String> files = new LinkedHashMap<>();
        for (Backend backend : backends(options))
            files.putAll(stage("emit", loops, l -> backend.emit(facade, l), LoopPrinter::print));
        return new Emitted(Facades.className(spec, options), files);
    }

    static List<Backend> backends(CompileOptions options) {
        Backend java = new JavaBackend(options.widths(), options.weightsAs());
        return options.languages().contains(Language.OPENCL)
                ? List.of(java, new OpenClBackend(options.weightsAs()))
                : List.of(java);
    }

    /** The spec as its author meant it. */
    public static ModelSpec check(Source source) {
        return Checker.check(Parser.parse(source));
    }

    /** What the spec means: every shape known from here on. A model that writes text has the entry points by which it goes on. */
    public static ModelGraph model(ModelSpec spec) {
        ModelGraph model = stage("model", spec, GraphBuilder::build, ModelSpec::toString);
        return spec.head() instanceof ModelSpec.Head.Generate
                ? stage("decode", model, Decoding::of, GraphPrinter::print)
                : model;
    }

    /** Rewrites the model into fewer, larger operations that compute equal numbers. */
    public static ModelGraph fuse(ModelGraph model) {
        return stage("fuse", model, Fuser::fuse, GraphPrinter::print);
    }

    /** Lowers a fused model to loops; the weights of products are stored as {@code weightsAs}. */
    public static LoopProgram lower(ModelGraph fused, Storage weightsAs) {
        return stage("lower", fused, f -> Lowering.lower(f, weightsAs), GraphPrinter::print);
    }

    /** The loops that the code of one width is printed from. */
    public static LoopProgram loops(ModelSpec spec, Width width, Storage weightsAs) {
        return stage(
                "schedule",
                lower(fuse(model(spec)), weightsAs),
                l -> Scheduler.schedule(l, JavaBackend.schedule(width)),
                LoopPrinter::print);
    }

    static <I, O> O stage(String name, I in, Function<I, O> stage, Function<I, String> dump) {
        try {
            return stage.apply(in);
        } catch (RuntimeException e) {
            throw new CompilerBug(name, dump.apply(in), e);
        }
    }
}
