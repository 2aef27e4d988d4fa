package dev.attar.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.InputNames;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.emit.Needs;
import dev.attar.compiler.emit.PlanCode;
import dev.attar.compiler.emit.StepNumbers;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** One program as a class: the plan, the run through all steps, each kernel with its routines, and the functions they use. */
final class KernelClass {
    private final LoopProgram program;
    private final int lanes;
    private final StepNumbers numbers;
    private final Needs needs = new Needs();
    private final Map<String, Routine> written = new LinkedHashMap<>();

    private final int fewestFusedTokens;

    /** @param fewestFusedTokens tokens for each of several workers from which on they take fused rows apart */
    KernelClass(LoopProgram program, int lanes, int fewestFusedTokens) {
        this.program = program;
        this.lanes = lanes;
        this.fewestFusedTokens = fewestFusedTokens;
        this.numbers = new StepNumbers(program);
    }

    TypeSpec emit(String name, String schedule) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(Names.PROGRAM)
                .addJavadoc("$L", documentation(schedule));
        List<MethodSpec> methods = new ArrayList<>();
        for (Kernel kernel : program.kernels()) kernel(kernel, methods);
        constants(type);
        type.addMethod(MethodSpec.methodBuilder("plan")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(Names.PLAN)
                .addStatement("return PLAN")
                .build());
        type.addMethod(RunCode.dispatch(program));
        if (program.entries().stream().flatMap(FusedRowsCode::of).findAny().isPresent())
            type.addMethod(FusedRowsCode.blocks(fewestFusedTokens));
        for (Entry entry : program.entries()) {
            type.addMethod(RunCode.of(program, entry, numbers));
            FusedRowsCode.of(entry).forEach(f -> type.addMethod(FusedRowsCode.method(program, entry, f, numbers)));
        }
        methods.forEach(type::addMethod);
        functions(type);
        return type.build();
    }

    private String documentation(String schedule) {
        String registers = lanes == 1 ? "plain floats" : "vectors of " + lanes + " floats";
        return """
            %s on %s (%s), in execution order:

            <pre>
            %s
            </pre>

            <p>T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an
            input channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it
            begins, in floats: activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of
            products in panels, so that the inner loops read them straight through.%s
            """.formatted(program.model(), registers, schedule, numbers.overview(), elements());
    }

    /** What is to be said when not everything is a float. */
    private String elements() {
        String words = program.storage().words();
        return words.isEmpty()
                ? ""
                : " Those of products are " + words + "; layers lie {@code at} floats of 4 bytes apart.";
    }

    private void constants(TypeSpec.Builder type) {
        if (lanes > 1) {
            type.addField(species(TypeName.FLOAT, "FLOATS", Names.VECTOR, lanes * 32));
            if (needs.integers().contains(lanes) && lanes > 4)
                type.addField(species(TypeName.BYTE, "BYTES", Names.BYTES, lanes * 8));
            if (needs.widened().contains(lanes) || needs.scales().contains(lanes)) {
                type.addField(species(TypeName.SHORT, "SHORTS", Names.SHORTS, lanes * 16));
                type.addField(species(TypeName.INT, "INTS", Names.INTS, lanes * 32));
            }
            if (needs.integers().contains(lanes) && lanes == 4) Int8Code.ownByte(type);
            if (!needs.folds().isEmpty()) FunctionCode.shuffles(type, lanes);
        }
        InputNames.declare(type, program.inputs());
        type.addField(FieldSpec.builder(Names.PLAN, "PLAN", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(PlanCode.of(program, lanes))
                .build());
    }

    private static FieldSpec species(TypeName element, String name, ClassName vector, int bits) {
        return FieldSpec.builder(
                        ParameterizedTypeName.get(Names.SPECIES, element.box()),
                        name,
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer("$T.SPECIES_$L", vector, bits)
                .build();
    }

    // ---- kernels ----

    private void kernel(Kernel kernel, List<MethodSpec> methods) {
        MethodSpec.Builder method = FunctionCode.method(kernel.name())
                .addJavadoc("$L: $L\n", numbers.of(kernel.name()), kernel.comment())
                .addParameter(Names.FRAME, "frame")
                .addParameter(Names.WORKER, "worker");
        for (Buffer buffer : kernel.buffers()) parameter(method, buffer);
        Reads reads = Reads.of(kernel.body());
        if (reads.freeIndices().contains(Sizes.LAYER)) method.addParameter(TypeName.INT, Sizes.LAYER);
        needs.add(kernel.body());
        Map<String, Routine> routines = new LinkedHashMap<>();
        CodeBlock body = StatementCode.of(kernel.body(), r -> routines.putIfAbsent(r.name(), r));
        Memory.of(kernel.body()).forEach(memory -> memory.declare(method));
        SizeCode.sizes(method, program.inputs(), sizes(kernel, reads));
        SizeCode.arrays(method, program.inputs(), reads.arrays());
        scratch(method, kernel);
        methods.add(method.addCode(body).build());
        if (FusedRowsCode.uses(program, kernel)) kernel.rows().ifPresent(r -> routines.putIfAbsent(r.name(), r));
        routines.values().forEach(r -> routine(r, methods));
    }

    /** The names of sizes that a kernel mentions, in its body or where its working memory begins. */
    private static Set<String> sizes(Kernel kernel, Reads reads) {
        Set<String> names = new HashSet<>(reads.freeIndices());
        kernel.scratch().forEach(s -> names.addAll(s.floats().names()));
        return names;
    }

    private static void scratch(MethodSpec.Builder method, Kernel kernel) {
        CodeBlock begin = CodeBlock.of("frame.scratch(worker)");
        for (Kernel.Scratch scratch : kernel.scratch()) {
            method.addStatement("int $N = $L", scratch.buffer().name(), begin);
            begin = CodeBlock.of("$N + $L", scratch.buffer().name(), IndexCode.of(scratch.floats()));
        }
    }

    /** A routine, then those that it calls. */
    private void routine(Routine routine, List<MethodSpec> methods) {
        Routine same = written.putIfAbsent(routine.name(), routine);
        if (same != null && !same.equals(routine))
            throw new IllegalStateException("two routines called " + routine.name());
        if (same != null) return; // several run it
        needs.add(routine.body());
        MethodSpec.Builder method = FunctionCode.method(routine.name()).addJavadoc("$L\n", routine.comment());
        Memory.of(routine.body()).forEach(memory -> memory.parameter(method));
        for (Buffer buffer : routine.buffers()) parameter(method, buffer);
        for (String index : routine.indices()) method.addParameter(TypeName.INT, index);
        for (Index.Array array : routine.arrays()) method.addParameter(int[].class, array.symbol());
        List<String> held = held(routine);
        if (!held.isEmpty())
            method.addJavadoc("(what is held keeps C2 from loading early what it has no registers for)\n");
        for (String name : held) method.addParameter(TypeName.FLOAT, name);
        Map<String, Routine> inner = new LinkedHashMap<>();
        method.addCode(StatementCode.of(routine.body(), r -> inner.putIfAbsent(r.name(), r)));
        if (!held.isEmpty()) method.returns(TypeName.FLOAT).addStatement("return $L", String.join(" + ", held));
        methods.add(method.build());
        inner.values().forEach(r -> routine(r, methods));
    }

    private static List<String> held(Routine routine) {
        return IntStream.range(0, routine.held()).mapToObj(i -> "held" + i).toList();
    }

    private static void parameter(MethodSpec.Builder method, Buffer buffer) {
        method.addParameter(buffer.space() == Space.WEIGHT ? TypeName.LONG : TypeName.INT, buffer.name());
    }

    // ---- functions ----

    private void functions(TypeSpec.Builder type) {
        for (Elementary function : needs.functions(1)) type.addMethod(FunctionCode.function(function, 1));
        if (lanes > 1) {
            for (Elementary function : needs.functions(lanes)) type.addMethod(FunctionCode.function(function, lanes));
            for (Combine fold : needs.folds()) type.addMethod(FunctionCode.fold(fold, lanes));
            if (needs.vectorOfArena()) type.addMethod(FunctionCode.loadArena());
            if (needs.vectorOfWeights()) type.addMethod(FunctionCode.loadWeights());
        }
        for (boolean alongRows : needs.draws()) type.addMethod(FunctionCode.drawing(alongRows));
        if (needs.fetch()) type.addMethod(FunctionCode.fetch());
        if (needs.fetchIntegers()) type.addMethod(Int8Code.fetch());
        if (needs.weight()) type.addMethod(FunctionCode.loadWeight());
        if (needs.pairs()) type.addMethod(FunctionCode.loadPairs(lanes));
        for (Expr.HalfOf half : needs.halves()) type.addMethod(FunctionCode.half(half, lanes));
        for (int many : needs.widened()) type.addMethod(FunctionCode.loadWidened(many));
        for (int many : needs.integers()) type.addMethod(Int8Code.integers(many));
        for (int many : needs.scales()) type.addMethod(Int8Code.scales(many));
    }
}
