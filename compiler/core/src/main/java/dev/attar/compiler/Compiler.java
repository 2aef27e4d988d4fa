package dev.attar.compiler;

import dev.attar.compiler.check.Checker;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.NoEffect;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.emit.java.JavaEmitter;
import dev.attar.compiler.emit.java.JavaTarget;
import dev.attar.compiler.emit.opencl.DeviceKind;
import dev.attar.compiler.emit.opencl.OpenClEmitter;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.LoopPrinter;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.lower.Lowering;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.schedule.GroupSchedule;
import dev.attar.compiler.schedule.GroupScheduler;
import dev.attar.compiler.schedule.Schedule;
import dev.attar.compiler.schedule.Scheduler;
import dev.attar.compiler.source.Problems;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import dev.attar.compiler.syntax.SyntaxPrinter;
import dev.attar.runtime.Width;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The compilation pipeline, from a spec to files. Stateless; every stage is a function of the one before. */
public final class Compiler {
    private Compiler() {}

    /**
     * @param packageName of the generated classes; empty: none
     * @throws dev.attar.compiler.source.Refused when the spec has errors, with all of them
     * @throws CompilerBug when a stage fails
     */
    public static Emitted compile(Source source, String packageName) {
        return compile(check(source), Origin.of(source), packageName);
    }

    /** As above, with the weights of products stored as given. */
    public static Emitted compile(Source source, String packageName, Element weightsAs) {
        return compile(check(source), Origin.of(source), packageName, EnumSet.allOf(Width.class), weightsAs);
    }

    /** As above, from a spec that is checked already. */
    public static Emitted compile(ModelSpec spec, Origin origin, String packageName) {
        return compile(spec, origin, packageName, EnumSet.allOf(Width.class));
    }

    /**
     * As above, for some widths only.
     *
     * @param widths what the public class will offer; at least one
     */
    public static Emitted compile(ModelSpec spec, Origin origin, String packageName, Set<Width> widths) {
        return compile(spec, origin, packageName, widths, Element.FP32);
    }

    /**
     * As above, with the weights of products stored in a smaller element. The results are those of the same program on weights
     * that were rounded to it, bit for bit.
     *
     * @param weightsAs how the matrices of products are stored
     */
    public static Emitted compile(
            ModelSpec spec, Origin origin, String packageName, Set<Width> widths, Element weightsAs) {
        return compile(spec, origin, packageName, widths, weightsAs, EnumSet.of(Target.JAVA));
    }

    /**
     * As above, for other targets besides Java.
     *
     * @param targets with {@link Target#OPENCL}, the public class can load a model onto a device
     */
    public static Emitted compile(
            ModelSpec spec,
            Origin origin,
            String packageName,
            Set<Width> widths,
            Element weightsAs,
            Set<Target> targets) {
        LoopProgram loops = lower(fuse(model(spec)), weightsAs);
        Map<JavaTarget, JavaEmitter.Scheduled> scheduled = new EnumMap<>(JavaTarget.class);
        for (Width width : widths) {
            JavaTarget target = target(width);
            Schedule schedule = schedule(target);
            scheduled.put(
                    target,
                    new JavaEmitter.Scheduled(schedule(loops, schedule), how(schedule.describe(weightsAs), weightsAs)));
        }
        Facade facade = facade(spec, origin, packageName, targets.contains(Target.OPENCL));
        Map<String, String> files = new LinkedHashMap<>(
                stage("emit.java", scheduled, s -> JavaEmitter.emit(facade, s), s -> LoopPrinter.print(loops)));
        if (targets.contains(Target.OPENCL)) files.putAll(openCl(facade, loops, weightsAs));
        return new Emitted(packageName.isEmpty() ? spec.name() : packageName + "." + spec.name(), files);
    }

    /** The loops as OpenCL C, and the class that launches it. */
    private static Map<String, String> openCl(Facade facade, LoopProgram loops, Element weightsAs) {
        Schedule cpu = Schedule.OPENCL_CPU;
        GroupSchedule gpu = GroupSchedule.OPENCL_GPU;
        Map<DeviceKind, OpenClEmitter.Scheduled> scheduled = Map.of(
                DeviceKind.CPU,
                new OpenClEmitter.Scheduled(
                        schedule(loops, cpu),
                        how(cpu.describe(weightsAs), weightsAs),
                        "on vectors of " + cpu.lanes() + " floats"),
                DeviceKind.GPU,
                new OpenClEmitter.Scheduled(
                        schedule(loops, gpu), how(gpu.describe(), weightsAs), "on work-groups of many work-items"));
        return stage("emit.opencl", scheduled, s -> OpenClEmitter.emit(facade, s), _ -> LoopPrinter.print(loops));
    }

    private static String how(String schedule, Element weightsAs) {
        return schedule + (weightsAs == Element.FP32 ? "" : ", weights " + weightsAs.symbol());
    }

    private static Facade facade(ModelSpec spec, Origin origin, String packageName, boolean openCl) {
        return new Facade(
                packageName, spec.name(), verb(spec.head()), origin.name(), origin.hash(), Version.NUMBER, openCl);
    }

    /** The spec as its author meant it. */
    public static ModelSpec check(Source source) {
        return Checker.check(Parser.parse(source));
    }

    /** What is accepted in the spec and has no effect. */
    public static Problems warnings(Source source) {
        return NoEffect.of(Parser.parse(source));
    }

    /** What the spec means: every shape known from here on. */
    public static ModelGraph model(ModelSpec spec) {
        return stage("model", spec, GraphBuilder::build, ModelSpec::toString);
    }

    /** The same numbers in fewer operations. */
    public static ModelGraph fuse(ModelGraph model) {
        return stage("fuse", model, Fuser::fuse, GraphPrinter::print);
    }

    /** The same numbers as loops. */
    public static LoopProgram lower(ModelGraph fused) {
        return lower(fused, Element.FP32);
    }

    /** As above, with the weights of products stored as given. */
    public static LoopProgram lower(ModelGraph fused, Element weightsAs) {
        return stage("lower", fused, f -> Lowering.lower(f, weightsAs), GraphPrinter::print);
    }

    /** The same loops, fast on one target. */
    public static LoopProgram schedule(LoopProgram loops, Schedule schedule) {
        return stage("schedule", loops, l -> Scheduler.schedule(l, schedule), LoopPrinter::print);
    }

    /** The same loops, fast where many work on one task. */
    public static LoopProgram schedule(LoopProgram loops, GroupSchedule schedule) {
        return stage("schedule", loops, l -> GroupScheduler.schedule(l, schedule), LoopPrinter::print);
    }

    /** The loops that the code of one width is printed from. */
    public static LoopProgram loops(ModelSpec spec, Width width) {
        return loops(spec, width, Element.FP32);
    }

    /** As above, with the weights of products stored as given. */
    public static LoopProgram loops(ModelSpec spec, Width width, Element weightsAs) {
        return schedule(lower(fuse(model(spec)), weightsAs), schedule(target(width)));
    }

    /** Any stage as text. */
    public static String show(Source source, Stage stage, String packageName) {
        return show(source, stage, packageName, Element.FP32);
    }

    /** As above, with the weights of products stored as given. */
    public static String show(Source source, Stage stage, String packageName, Element weightsAs) {
        return switch (stage) {
            case SYNTAX -> SyntaxPrinter.print(Parser.parse(source));
            case MODEL -> GraphPrinter.print(model(check(source)));
            case FUSED -> GraphPrinter.print(fuse(model(check(source))));
            case LOOPS -> LoopPrinter.print(schedule(lower(fuse(model(check(source))), weightsAs), Schedule.LANES_16));
            case JAVA ->
                compile(source, packageName, weightsAs).files().values().stream()
                        .collect(Collectors.joining("\n"));
            case OPENCL -> {
                ModelSpec spec = check(source);
                Facade facade = facade(spec, Origin.of(source), packageName, true);
                yield openCl(facade, lower(fuse(model(spec)), weightsAs), weightsAs).entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".cl"))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining("\n"));
            }
        };
    }

    private static JavaTarget target(Width width) {
        return switch (width) {
            case LANES_16 -> JavaTarget.LANES_16;
            case LANES_8 -> JavaTarget.LANES_8;
            case LANES_4 -> JavaTarget.LANES_4;
            case SCALAR -> JavaTarget.SCALAR;
        };
    }

    static Schedule schedule(JavaTarget target) {
        return switch (target) {
            case LANES_16 -> Schedule.LANES_16;
            case LANES_8 -> Schedule.LANES_8;
            case LANES_4 -> Schedule.LANES_4;
            case SCALAR -> Schedule.SCALAR;
        };
    }

    private static String verb(ModelSpec.Head head) {
        return switch (head) {
            case ModelSpec.Head.Embed _ -> "embed";
            case ModelSpec.Head.Classify _ -> "classify";
            case ModelSpec.Head.Tokens _ -> "tag";
            case ModelSpec.Head.Span _ -> "answer";
            case ModelSpec.Head.MaskedLanguageModel _ -> "predict";
        };
    }

    private static <I, O> O stage(String name, I in, Function<I, O> stage, Function<I, String> dump) {
        try {
            return stage.apply(in);
        } catch (RuntimeException e) {
            throw new CompilerBug(name, dump.apply(in), e);
        }
    }
}
