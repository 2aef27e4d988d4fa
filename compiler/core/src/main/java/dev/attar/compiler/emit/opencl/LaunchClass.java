package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.InputNames;
import dev.attar.compiler.emit.LayerOffsets;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.emit.PlaceCode;
import dev.attar.compiler.emit.PlanCode;
import dev.attar.compiler.emit.StepNumbers;
import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The Java class beside the kernels: what each kernel is given, and the launches in execution order. */
final class LaunchClass {
    private static final ClassName CODE = ClassName.get("dev.attar.runtime.device", "DeviceCode");
    private static final ClassName CALL = ClassName.get("dev.attar.runtime.device", "DeviceCall");
    private static final ClassName KERNEL = ClassName.get("dev.attar.runtime.device", "DeviceKernel");
    private static final ClassName ARGUMENT = KERNEL.nestedClass("Argument");
    private static final ClassName SOURCE = ClassName.get("dev.attar.runtime.device", "DeviceSource");

    private final LoopProgram program;
    private final StepNumbers numbers;

    LaunchClass(LoopProgram program) {
        this.program = program;
        this.numbers = new StepNumbers(program);
    }

    /** @param resource the file of the kernels, beside the class */
    TypeSpec emit(String packageName, String name, String resource, String schedule) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(CODE)
                .addJavadoc("$L", """
                    Launches the kernels of $resource (%s), in execution order:

                    <pre>
                    %s
                    </pre>

                    <p>T tokens, B sequences. What a launch is given besides is where the kernel's buffers begin: activations in
                    the arena, weights in the packed weights.
                    """.replace("$resource", resource).formatted(schedule, numbers.overview()));
        InputNames.declare(type, program.inputs());
        List<Kernel> kernels =
                program.kernels().stream().flatMap(k -> k.sizes().stream()).toList();
        for (int i = 0; i < kernels.size(); i++)
            type.addField(FieldSpec.builder(
                            TypeName.INT,
                            constant(kernels.get(i).name()),
                            Modifier.PRIVATE,
                            Modifier.STATIC,
                            Modifier.FINAL)
                    .initializer("$L", i)
                    .build());
        type.addField(kernelList(kernels));
        type.addMethod(getter("kernels", ParameterizedTypeName.get(ClassName.get(List.class), KERNEL))
                .addStatement("return KERNELS")
                .build());
        type.addMethod(getter("source", ClassName.get(String.class))
                .addStatement(
                        "return $T.read($T.class.getResourceAsStream($S), $S)",
                        SOURCE,
                        ClassName.get(packageName, name),
                        resource,
                        resource)
                .build());
        type.addMethod(scratch());
        type.addMethod(getter("localBytes", TypeName.LONG)
                .addStatement("return $L", Float.BYTES * localFloats(kernels))
                .build());
        type.addMethod(dispatch());
        program.entries().forEach(e -> type.addMethod(run(e)));
        return type.build();
    }

    private MethodSpec scratch() {
        CodeBlock.Builder cases = CodeBlock.builder().add("return switch (entry) {\n$>");
        List<Entry> entries = program.entries();
        for (int i = 0; i < entries.size(); i++)
            cases.addStatement(
                    "case $L -> $L", i, PlanCode.formula(program, entries.get(i).scratchFloats()));
        cases.addStatement("default -> throw new $T($S + entry)", IllegalArgumentException.class, "no entry point ");
        return getter("scratch", Names.SIZE_FORMULA)
                .addParameter(TypeName.INT, "entry")
                .addCode(cases.add("$<};\n").build())
                .build();
    }

    /** Of the kernel that shares the most. */
    private static long localFloats(List<Kernel> kernels) {
        return kernels.stream()
                .mapToLong(k -> k.scratch().stream()
                        .filter(s -> s.buffer().space() == Space.LOCAL)
                        .mapToLong(s -> s.floats().constant())
                        .sum())
                .max()
                .orElse(0);
    }

    private static MethodSpec.Builder getter(String name, TypeName type) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(type);
    }

    /** {@code attention12x32From1152} becomes {@code ATTENTION_12X32_FROM_1152}. */
    static String constant(String kernel) {
        return kernel.replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[a-wyz])(?=[0-9])|(?<=[0-9])(?=[A-Z])", "_")
                .toUpperCase(java.util.Locale.ROOT);
    }

    private FieldSpec kernelList(List<Kernel> kernels) {
        List<CodeBlock> all = new ArrayList<>();
        for (Kernel kernel : kernels) {
            List<CodeBlock> arguments = new ArrayList<>();
            arguments.add(CodeBlock.of("$S", kernel.name()));
            Group group = ((Statement.Tasks) kernel.body()).group();
            if (group.items() > 1) arguments.add(CodeBlock.of("$L,$W$L", group.across(), group.down()));
            for (Signature.Parameter parameter :
                    Signature.of(kernel, program.inputs()).parameters())
                arguments.add(CodeBlock.of("$T.$L", ARGUMENT, parameter.argument()));
            all.add(CodeBlock.of("$T.of($L)", KERNEL, CodeBlock.join(arguments, ",$W")));
        }
        return FieldSpec.builder(
                        ParameterizedTypeName.get(ClassName.get(List.class), KERNEL),
                        "KERNELS",
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer("$T.of(\n$>$>$L$<$<)", List.class, CodeBlock.join(all, ",\n"))
                .build();
    }

    // ---- launches ----

    /** {@code run}, which the runtime calls. */
    private MethodSpec dispatch() {
        MethodSpec.Builder run = MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(CALL, "call");
        List<Entry> entries = program.entries();
        if (entries.size() == 1)
            return run.addStatement("$N(call)", entries.getFirst().name()).build();
        run.beginControlFlow("switch (call.entry())");
        for (int i = 0; i < entries.size(); i++)
            run.addStatement("case $L -> $N(call)", i, entries.get(i).name());
        run.addStatement(
                "default -> throw new $T($S + call.entry())", IllegalArgumentException.class, "no entry point ");
        return run.endControlFlow().build();
    }

    private MethodSpec run(Entry entry) {
        MethodSpec.Builder run = MethodSpec.methodBuilder(entry.name())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(CALL, "call");
        sizes(run, entry);
        int output = 0;
        for (int i = 0; i < entry.steps().size(); i++) {
            switch (entry.steps().get(i)) {
                case Step.Work work -> launches(run, work, LayerOffsets.of(List.of()));
                case Step.PerLayerSteps steps -> {
                    run.beginControlFlow("$L", LayerOffsets.loop(steps.layers()));
                    LayerOffsets offsets = LayerOffsets.of(steps.calls());
                    offsets.declare(run, "long");
                    steps.steps().forEach(w -> launches(run, w, offsets));
                    run.endControlFlow();
                }
                case Step.OutputReady _ -> {
                    if (i < entry.steps().size() - 1) run.addStatement("if (call.output() == $L) return", output);
                    output++;
                }
            }
        }
        return run.build();
    }

    /** The sizes that places and counts of tasks depend on. */
    private void sizes(MethodSpec.Builder run, Entry entry) {
        Set<String> names = new HashSet<>();
        entry.calls().forEach(call -> {
            for (Place place : call.places()) names.addAll(PlaceCode.sizes(place));
            Kernel kernel = program.kernel(call.kernel());
            ((Statement.Tasks) kernel.body()).axes().forEach(a -> names.addAll(a.to().names()));
        });
        for (Axis axis : entry.inputs().axes())
            if (names.contains(axis.rows()))
                run.addStatement("long $N = call.rows($L)", axis.rows(), InputNames.constant(axis));
        if (names.contains(Sizes.SEQUENCES)) run.addStatement("long $N = call.sequences()", Sizes.SEQUENCES);
        for (Axis axis : entry.inputs().axes())
            if (names.contains(axis.longest()))
                run.addStatement("long $N = call.longest($L)", axis.longest(), InputNames.constant(axis));
    }

    /** Fused rows are their calls: a device shares out each by itself. */
    private void launches(MethodSpec.Builder run, Step.Work work, LayerOffsets offsets) {
        for (Step.Call call : work.calls()) {
            Kernel kernel = program.kernel(call.kernel());
            run.addComment("$L  $L", numbers.of(call), call.comment());
            List<Kernel> sizes = kernel.sizes();
            if (sizes.size() > 1) {
                Kernel few = sizes.getLast();
                run.beginControlFlow("if (call.few($L))", IndexCode.of(rows(few)));
                run.addStatement(launch(few, call, offsets));
                if (sizes.size() > 2) {
                    run.nextControlFlow("else if (call.fine($L))", tasks(kernel));
                    run.addStatement(launch(sizes.get(1), call, offsets));
                }
                run.nextControlFlow("else");
            }
            run.addStatement(launch(kernel, call, offsets));
            if (sizes.size() > 1) run.endControlFlow();
        }
    }

    /** How many rows there are, or queries of several heads each, which the tasks of a kernel in several sizes are blocks of. */
    private static Index rows(Kernel kernel) {
        Index rows = ((Statement.Tasks) kernel.body()).axes().getLast().to();
        return Index.name(rows.names().iterator().next());
    }

    private static CodeBlock launch(Kernel kernel, Step.Call call, LayerOffsets offsets) {
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(CodeBlock.of("$L", constant(kernel.name())));
        arguments.add(tasks(kernel));
        for (Place place : call.places()) arguments.add(PlaceCode.of(place, offsets));
        return CodeBlock.of("call.launch($L)", CodeBlock.join(arguments, ",$W"));
    }

    private static CodeBlock tasks(Kernel kernel) {
        return new TaskAxes(((Statement.Tasks) kernel.body()).axes()).count(IndexCode::of);
    }
}
