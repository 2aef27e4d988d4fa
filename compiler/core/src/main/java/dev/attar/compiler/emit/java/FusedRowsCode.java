package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.attar.compiler.emit.LayerOffsets;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.emit.PlaceCode;
import dev.attar.compiler.emit.StepNumbers;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Fused rows: a block of tokens goes through several operations on one worker, with nobody to wait for in between. */
final class FusedRowsCode {
    /** The most tokens in a block: their rows stay in the second-level cache through a feed-forward block. */
    private static final int MOST_TOKENS = 128;

    private FusedRowsCode() {}

    static Stream<Step.FusedRows> of(Entry entry) {
        return entry.works().filter(Step.FusedRows.class::isInstance).map(Step.FusedRows.class::cast);
    }

    static boolean uses(LoopProgram program, Kernel kernel) {
        return program.entries().stream()
                .flatMap(FusedRowsCode::of)
                .anyMatch(f -> f.calls().stream().anyMatch(c -> c.kernel().equals(kernel.name())));
    }

    /**
     * How many blocks a batch is cut into.
     *
     * @param fewestTokens for each of several workers; where there are fewer, they share out each operation instead
     */
    static MethodSpec blocks(int fewestTokens) {
        return FunctionCode.method("blocks")
                .returns(TypeName.INT)
                .addParameter(TypeName.INT, "T")
                .addParameter(TypeName.INT, "members")
                .addJavadoc("""
                    Into how many blocks T tokens are cut, each of which goes through fused steps on one worker; 0: too
                    few tokens, each step is shared out by itself.
                    """)
                .addStatement("if (members > 1 && T < $L * members) return 0", fewestTokens)
                .addStatement("return Math.ceilDiv(Math.ceilDiv(T, $L), members) * members", MOST_TOKENS)
                .build();
    }

    static String name(Entry entry, Step.FusedRows fused, StepNumbers numbers) {
        return entry.name() + "Rows" + numbers.of(fused.calls().getFirst()).replace('.', '_');
    }

    /** The fused rows as a method. */
    static MethodSpec method(LoopProgram program, Entry entry, Step.FusedRows fused, StepNumbers numbers) {
        List<Step.Call> calls = fused.calls();
        boolean local = calls.stream().flatMap(c -> c.places().stream()).anyMatch(Place.RowLocal.class::isInstance);
        String first = numbers.of(calls.getFirst());
        String last = numbers.of(calls.getLast());
        MethodSpec.Builder method = FunctionCode.method(name(entry, fused, numbers))
                .addJavadoc(
                        "$L, a block of tokens at a time.\n",
                        first.equals(last) ? "Step " + first : "Steps " + first + " to " + last)
                .addParameter(Names.FRAME, "frame")
                .addParameter(Names.WORKER, "worker")
                .addParameter(TypeName.INT, "blocks");
        if (isPerLayer(fused)) method.addParameter(TypeName.INT, "layer");
        calls.stream()
                .flatMap(c -> Memory.of(rows(program.kernel(c.kernel())).body()).stream())
                .distinct()
                .sorted()
                .forEach(memory -> memory.declare(method));
        Set<String> names = new LinkedHashSet<>(Set.of(Sizes.TOKENS));
        calls.forEach(c -> names.addAll(rows(program.kernel(c.kernel())).indices()));
        calls.forEach(c -> c.places().forEach(p -> names.addAll(PlaceCode.sizes(p))));
        SizeCode.sizes(method, program.inputs(), names);
        Set<Index.Array> arrays = new LinkedHashSet<>();
        calls.forEach(c -> arrays.addAll(rows(program.kernel(c.kernel())).arrays()));
        SizeCode.arrays(method, program.inputs(), arrays);
        if (local) method.addStatement("int most = Math.ceilDiv(T, blocks)");
        boolean scratch = calls.stream()
                .anyMatch(c -> !program.kernel(c.kernel()).scratch().isEmpty());
        if (scratch) method.addStatement("int scratch = frame.scratch(worker)");
        LayerOffsets offsets = LayerOffsets.of(calls);
        offsets.declare(method, "int");
        method.beginControlFlow("for (int task = worker.claim(); task < blocks; task = worker.claim())");
        method.addStatement("int begin = (int) ((long) T * task / blocks)");
        method.addStatement("int end = (int) ((long) T * (task + 1) / blocks)");
        if (local) {
            method.addComment(
                    "rows that only this block needs lie where this worker had those of its last one: in the cache");
            method.addStatement("int own = blocks > worker.members() ? worker.index() * most - begin : 0");
        }
        for (Step.Call call : calls) {
            method.addComment("$L  $L", numbers.of(call), call.comment());
            method.addStatement("$L", call(program.kernel(call.kernel()), call, offsets));
        }
        method.endControlFlow();
        return method.build();
    }

    static boolean isPerLayer(Step.FusedRows fused) {
        return !LayerOffsets.of(fused.calls()).isEmpty();
    }

    private static Routine rows(Kernel kernel) {
        return kernel.rows().orElseThrow(() -> new IllegalStateException(kernel.name() + " in fused rows"));
    }

    private static CodeBlock call(Kernel kernel, Step.Call call, LayerOffsets offsets) {
        Routine rows = rows(kernel);
        Map<String, CodeBlock> places = new HashMap<>();
        for (int i = 0; i < kernel.buffers().size(); i++)
            places.put(
                    kernel.buffers().get(i).name(), PlaceCode.own(call.places().get(i), offsets));
        Index before = Index.ZERO;
        for (Kernel.Scratch scratch : kernel.scratch()) {
            places.put(scratch.buffer().name(), IndexCode.from("scratch", before, false));
            before = before.plus(scratch.floats());
        }
        List<CodeBlock> arguments = new ArrayList<>();
        Memory.of(rows.body()).forEach(memory -> arguments.add(memory.code()));
        rows.buffers().forEach(b -> arguments.add(places.get(b.name())));
        rows.indices().forEach(i -> arguments.add(CodeBlock.of("$N", i)));
        rows.arrays().forEach(a -> arguments.add(CodeBlock.of("$N", a.symbol())));
        return CodeBlock.of("$L($L)", rows.name(), CodeBlock.join(arguments, ",$W"));
    }
}
