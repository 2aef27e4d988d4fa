package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.StepNumbers;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Place;
import dev.attar.compiler.loops.LoopProgram.Step;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Statement;
import java.util.ArrayList;
import java.util.List;
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
        Index scratch = program.scratchFloats();
        type.addMethod(getter("scratchFixed", TypeName.LONG)
                .addStatement("return $L", scratch.constant())
                .build());
        type.addMethod(getter("scratchPerPosition", TypeName.LONG)
                .addStatement("return $L", scratch.factor(Sizes.LONGEST))
                .build());
        type.addMethod(getter("localBytes", TypeName.LONG)
                .addStatement("return $L", Float.BYTES * localFloats(kernels))
                .build());
        return type.addMethod(run()).build();
    }

    /** Of the kernel that shares the most. */
    private static long localFloats(List<Kernel> kernels) {
        return kernels.stream()
                .mapToLong(k -> k.scratch().stream()
                        .filter(s -> s.buffer().space() == Buffer.Space.LOCAL)
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

    private static FieldSpec kernelList(List<Kernel> kernels) {
        List<CodeBlock> all = new ArrayList<>();
        for (Kernel kernel : kernels) {
            List<CodeBlock> arguments = new ArrayList<>();
            arguments.add(CodeBlock.of("$S", kernel.name()));
            Group group = ((Statement.Tasks) kernel.body()).group();
            if (group.items() > 1) arguments.add(CodeBlock.of("$L,$W$L", group.across(), group.down()));
            for (Signature.Parameter parameter : Signature.of(kernel).parameters())
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

    private MethodSpec run() {
        MethodSpec.Builder run = MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(CALL, "call")
                .addStatement("long T = call.tokens()");
        if (counts(Sizes.SEQUENCES)) run.addStatement("long B = call.sequences()");
        if (counts(Sizes.LONGEST)) run.addStatement("long L = call.longest()");
        int output = 0;
        for (int i = 0; i < program.steps().size(); i++) {
            switch (program.steps().get(i)) {
                case Step.Work work -> launches(run, work);
                case Step.Layers(int count, long layerFloats, List<Step.Work> inner) -> {
                    run.beginControlFlow("for (int layer = 0; layer < $L; layer++)", count);
                    run.addStatement("long at = layer * $LL", layerFloats);
                    inner.forEach(d -> launches(run, d));
                    run.endControlFlow();
                }
                case Step.OutputReady _ -> {
                    if (i < program.steps().size() - 1) run.addStatement("if (call.output() == $L) return", output);
                    output++;
                }
            }
        }
        return run.build();
    }

    /** Whether the number of some tasks depends on this size. */
    private boolean counts(String size) {
        return program.kernels().stream()
                .anyMatch(k -> ((Statement.Tasks) k.body())
                        .axes().stream().anyMatch(a -> a.to().names().contains(size)));
    }

    /** A band is its calls: a device shares out each by itself. */
    private void launches(MethodSpec.Builder run, Step.Work work) {
        for (Step.Call call : work.calls()) {
            Kernel kernel = program.kernel(call.kernel());
            run.addComment("$L  $L", numbers.of(call), call.comment());
            kernel.finer().ifPresent(fine -> {
                run.beginControlFlow("if (call.fine($L))", tasks(kernel));
                run.addStatement(launch(fine, call));
                run.nextControlFlow("else");
            });
            run.addStatement(launch(kernel, call));
            if (kernel.finer().isPresent()) run.endControlFlow();
        }
    }

    private static CodeBlock launch(Kernel kernel, Step.Call call) {
        List<CodeBlock> arguments = new ArrayList<>();
        arguments.add(CodeBlock.of("$L", constant(kernel.name())));
        arguments.add(tasks(kernel));
        for (Place place : call.places()) arguments.add(place(place));
        return CodeBlock.of("call.launch($L)", CodeBlock.join(arguments, ",$W"));
    }

    private static CodeBlock tasks(Kernel kernel) {
        return new TaskAxes(((Statement.Tasks) kernel.body()).axes()).count(IndexCode::of);
    }

    private static CodeBlock place(Place place) {
        return switch (place) {
            case Place.Arena(String _, long before, int column) -> arena(before, column);
            case Place.RowLocal(String _, long before, int column, int _) -> arena(before, column);
            case Place.Weights(String _, long offset, var element, boolean perLayer) -> {
                int each = element.perFloat(); // offsets are in floats, a kernel counts in elements
                CodeBlock begin = CodeBlock.of("$LL", each * offset);
                if (!perLayer) yield begin;
                yield each == 1 ? CodeBlock.of("$L + at", begin) : CodeBlock.of("$L + $L * at", begin, each);
            }
        };
    }

    private static CodeBlock arena(long before, int column) {
        if (before == 0) return CodeBlock.of("$L", column);
        return column == 0 ? CodeBlock.of("$L * T", before) : CodeBlock.of("$L * T + $L", before, column);
    }
}
