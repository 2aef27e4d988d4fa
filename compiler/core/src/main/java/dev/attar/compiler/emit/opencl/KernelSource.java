package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.emit.Needs;
import dev.attar.compiler.emit.StepNumbers;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.Group;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All kernels of a program as one file: constants, functions, then for each kernel its routines and itself. */
final class KernelSource {
    private final LoopProgram program;
    private final String how;
    private final StepNumbers numbers;
    private final Needs needs = new Needs();
    private final Map<String, Routine> written = new LinkedHashMap<>();
    private final CodeBlock.Builder kernels = CodeBlock.builder();

    private KernelSource(LoopProgram program, String how) {
        this.program = program;
        this.how = how;
        this.numbers = new StepNumbers(program);
    }

    /**
     * @param how the work is done, for people
     * @param header the first line
     */
    static String of(LoopProgram program, String how, String header) {
        KernelSource source = new KernelSource(program, how);
        program.kernels().forEach(k -> k.sizes().forEach(size -> source.kernel(size, k.name())));
        CodeBlock all = CodeBlock.builder()
                .add("$L", source.documentation(header))
                .add("\n#pragma OPENCL FP_CONTRACT OFF\n\n")
                .add("$L", source.functions())
                .add("$L", source.kernels.build())
                .build();
        // JavaPoet indents by two blanks, this project by four.
        return all.toString().lines().map(KernelSource::indented).reduce("", (a, b) -> a + b + "\n");
    }

    /** What a task is, and what the kernels of groups know. */
    private String tasks() {
        Group group = ((Statement.Tasks) program.kernels().getFirst().body()).group();
        if (group.items() == 1) return "A task is a work-group of one work-item.";
        return """
            A task is a work-group of
            %s work-items, each of which knows its place: across and down. What they share lies in local memory; at a barrier
            they wait for each other. Where a batch is too small to give every unit a task, the kernel called fine does the same in
            smaller ones; the one called few does where there are no more than 16 rows.\
            """.formatted(group);
    }

    private static String indented(String line) {
        int blanks = 0;
        while (blanks < line.length() && line.charAt(blanks) == ' ') blanks++;
        return " ".repeat(blanks) + line.stripTrailing();
    }

    private String documentation(String header) {
        String text = """
            %s

            %s %s, in execution order:

            %s

            T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an input
            channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it begins:
            activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of products in panels, so
            that the inner loops read them straight through. %s
            """.formatted(header, program.model(), how, numbers.overview(), tasks());
        StringBuilder comment = new StringBuilder();
        text.lines()
                .forEach(line ->
                        comment.append(line.isEmpty() ? "//" : "// " + line).append('\n'));
        return comment.toString();
    }

    // ---- kernels ----

    /** @param known the name that steps call it by */
    private void kernel(Kernel kernel, String known) {
        needs.add(kernel.body());
        List<Routine> routines = new ArrayList<>();
        CodeBlock body = StatementCode.of(kernel.body(), routines::add);
        kernels.add("// ---- $L: $L\n\n", numbers.of(known), kernel.comment());
        routines.forEach(this::routine);
        List<CodeBlock> parameters = new ArrayList<>();
        for (Signature.Parameter parameter :
                Signature.of(kernel, program.inputs()).parameters())
            parameters.add(CodeBlock.of("$L", parameter.declaration()));
        Group group = ((Statement.Tasks) kernel.body()).group();
        kernels.add("__kernel __attribute__((reqd_work_group_size($L, $L, 1)))\n", group.across(), group.down());
        kernels.beginControlFlow("void $L($L)", kernel.name(), CodeBlock.join(parameters, ",$W"));
        if (group.items() > 1) {
            kernels.addStatement("int $L = get_local_id(0)", Group.ACROSS);
            kernels.addStatement("int $L = get_local_id(1)", Group.DOWN);
        }
        scratch(kernel);
        kernels.add(body).endControlFlow().add("\n");
    }

    private void scratch(Kernel kernel) {
        List<Kernel.Scratch> own = kernel.scratch().stream()
                .filter(s -> s.buffer().space() == Space.SCRATCH)
                .toList();
        for (Kernel.Scratch local : kernel.scratch()) {
            if (local.buffer().space() != Space.LOCAL) continue;
            kernels.addStatement(
                    "__local float $L[$L] __attribute__((aligned(64)))",
                    Words.of(local.buffer().name()),
                    local.floats().constant());
        }
        if (own.isEmpty()) return;
        kernels.addStatement("__global float *restrict scratch = working + get_group_id(0) * (size_t) scratchFloats");
        CodeBlock begin = CodeBlock.of("0");
        for (Kernel.Scratch scratch : own) {
            String name = Words.of(scratch.buffer().name());
            kernels.addStatement("int $L = $L", name, begin);
            begin = CodeBlock.of("$L + $L", name, IndexCode.of(scratch.floats()));
        }
    }

    /** A routine after those that it calls. */
    private void routine(Routine routine) {
        Routine same = written.putIfAbsent(routine.name(), routine);
        if (same != null && !same.equals(routine))
            throw new IllegalStateException("two routines called " + routine.name());
        if (same != null) return; // several run it
        needs.add(routine.body());
        List<Routine> inner = new ArrayList<>();
        CodeBlock body = StatementCode.of(routine.body(), inner::add);
        inner.forEach(this::routine);
        List<CodeBlock> parameters = new ArrayList<>();
        for (Space space : Memories.of(routine.body())) parameters.add(CodeBlock.of("$L", Memories.declaration(space)));
        for (Buffer buffer : routine.buffers())
            parameters.add(
                    CodeBlock.of("$L $L", Memories.isFar(buffer.space()) ? "long" : "int", Words.of(buffer.name())));
        for (String index : routine.indices()) parameters.add(CodeBlock.of("int $L", Words.of(index)));
        for (Index.Array array : routine.arrays())
            parameters.add(CodeBlock.of("__global const int *restrict $L", array.symbol()));
        kernels.add("// $L\n", routine.comment());
        // Alone, each hot loop is compiled faster, and no worse.
        kernels.beginControlFlow(
                "static __attribute__((noinline)) void $L($L)", routine.name(), CodeBlock.join(parameters, ",$W"));
        kernels.add(body).endControlFlow().add("\n");
    }

    // ---- functions ----

    private CodeBlock functions() {
        List<CodeBlock> all = new ArrayList<>();
        if (needs.strips()) all.add(FunctionCode.stride());
        for (int many : needs.larger()) all.add(FunctionCode.larger(many));
        for (int many : needs.scaled()) all.add(FunctionCode.scaled(many));
        for (int many : needs.lanesOfFunctions())
            for (Elementary function : inOrderOfUse(needs.functions(many)))
                all.add(FunctionCode.function(function, many));
        for (Combine fold : needs.folds()) all.add(FunctionCode.fold(fold, needs.foldLanes()));
        for (int many : needs.widened()) all.add(FunctionCode.widened(many));
        for (int many : needs.integers()) all.add(FunctionCode.integers(many));
        for (int many : needs.scales()) all.add(FunctionCode.scales(many));
        CodeBlock.Builder code = CodeBlock.builder();
        for (CodeBlock function : all) code.add(function).add("\n");
        return code.build();
    }

    /** The enumeration is in such an order: a function uses those before it. */
    private static List<Elementary> inOrderOfUse(List<Elementary> functions) {
        return functions.stream().sorted().toList();
    }
}
