package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.emit.StepNumbers;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Place;
import dev.attar.compiler.loops.LoopProgram.Step;
import dev.attar.compiler.loops.Routine;
import dev.attar.compiler.loops.Sizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** FusedRowsPlan: a block of tokens goes through several operations on one worker, with nobody to wait for in between. */
final class FusedRowsCode {
    /** The most tokens in a block: their rows stay in the second-level cache through a feed-forward block. */
    private static final int MOST_TOKENS = 128;

    private FusedRowsCode() {}

    static Stream<Step.FusedRows> bands(LoopProgram program) {
        return program.steps().stream()
                .flatMap(s -> s instanceof Step.Layers layers ? layers.steps().stream() : Stream.of(s))
                .filter(Step.FusedRows.class::isInstance)
                .map(Step.FusedRows.class::cast);
    }

    static boolean uses(LoopProgram program, Kernel kernel) {
        return bands(program)
                .anyMatch(b -> b.calls().stream().anyMatch(c -> c.kernel().equals(kernel.name())));
    }

    /** How many blocks a batch is cut into. */
    static MethodSpec blocks(LoopProgram program) {
        return FunctionCode.method("blocks")
                .returns(TypeName.INT)
                .addParameter(TypeName.INT, "T")
                .addParameter(TypeName.INT, "members")
                .addJavadoc("""
                    Into how many blocks T tokens are cut, each of which goes through a band of steps on one worker; 0:
                    too few tokens, each step is shared out by itself.
                    """)
                .addStatement("if (members > 1 && T < $L * members) return 0", program.fewestFusedTokens())
                .addStatement("return Math.ceilDiv(Math.ceilDiv(T, $L), members) * members", MOST_TOKENS)
                .build();
    }

    static String name(Step.FusedRows band, StepNumbers numbers) {
        return "band" + numbers.of(band.calls().getFirst()).replace('.', '_');
    }

    /** The band as a method. */
    static MethodSpec method(LoopProgram program, Step.FusedRows band, StepNumbers numbers) {
        boolean local = band.calls().stream().flatMap(c -> c.places().stream()).anyMatch(Place.RowLocal.class::isInstance);
        String first = numbers.of(band.calls().getFirst());
        String last = numbers.of(band.calls().getLast());
        MethodSpec.Builder method = FunctionCode.method(name(band, numbers))
                .addJavadoc(
                        "$L, a block of tokens at a time.\n",
                        first.equals(last) ? "Step " + first : "Steps " + first + " to " + last)
                .addParameter(Names.FRAME, "frame")
                .addParameter(Names.WORKER, "worker")
                .addParameter(TypeName.INT, "blocks");
        if (isPerLayer(band)) method.addParameter(TypeName.LONG, "at");
        method.addStatement("float[] arena = frame.arena()");
        method.addStatement("$T weights = frame.weights()", Names.SEGMENT);
        method.addStatement("int T = frame.tokens()");
        if (local) method.addStatement("int most = Math.ceilDiv(T, blocks)");
        boolean fetches = band.calls().stream()
                .anyMatch(c -> !program.kernel(c.kernel()).scratch().isEmpty());
        if (fetches) {
            method.addStatement("int L = frame.longest()");
            method.addStatement("int scratch = $L", scratch(program));
        }
        boolean anyPanel = band.calls().stream()
                .anyMatch(c -> rows(program.kernel(c.kernel())).indices().contains(Sizes.NARROW_PANELS));
        if (anyPanel) method.addStatement("int H = frame.halved()");
        method.beginControlFlow("for (int task = worker.claim(); task < blocks; task = worker.claim())");
        method.addStatement("int begin = (int) ((long) T * task / blocks)");
        method.addStatement("int end = (int) ((long) T * (task + 1) / blocks)");
        if (local) {
            method.addComment(
                    "rows that only this block needs lie where this worker had those of its last one: in the cache");
            method.addStatement("int own = blocks > worker.members() ? worker.index() * most - begin : 0");
        }
        for (Step.Call call : band.calls()) {
            method.addComment("$L  $L", numbers.of(call), call.comment());
            method.addStatement("$L", call(program.kernel(call.kernel()), call));
        }
        method.endControlFlow();
        return method.build();
    }

    static boolean isPerLayer(Step.FusedRows band) {
        return band.calls().stream()
                .flatMap(c -> c.places().stream())
                .anyMatch(p -> p instanceof Place.Weights(String _, long _, Element _, boolean perLayer) && perLayer);
    }

    /** Where the scratch memory of this worker begins. */
    static CodeBlock scratch(LoopProgram program) {
        return CodeBlock.of(
                "$L * T + worker.index() * ($L)", program.floatsPerToken(), IndexCode.of(program.scratchFloats()));
    }

    private static Routine rows(Kernel kernel) {
        return kernel.rows().orElseThrow(() -> new IllegalStateException(kernel.name() + " in a band"));
    }

    private static CodeBlock call(Kernel kernel, Step.Call call) {
        Routine rows = rows(kernel);
        Map<String, CodeBlock> places = new HashMap<>();
        for (int i = 0; i < kernel.buffers().size(); i++)
            places.put(
                    kernel.buffers().get(i).name(), PlaceCode.own(call.places().get(i)));
        Index before = Index.ZERO;
        for (Kernel.Scratch scratch : kernel.scratch()) {
            places.put(scratch.buffer().name(), IndexCode.from("scratch", before, false));
            before = before.plus(scratch.floats());
        }
        List<CodeBlock> arguments = new ArrayList<>();
        if (StatementCode.touches(rows, false)) arguments.add(CodeBlock.of("arena"));
        if (StatementCode.touches(rows, true)) arguments.add(CodeBlock.of("weights"));
        rows.buffers().forEach(b -> arguments.add(places.get(b.name())));
        rows.indices().forEach(i -> arguments.add(CodeBlock.of("$N", i)));
        return CodeBlock.of("$L($L)", rows.name(), CodeBlock.join(arguments, ",$W"));
    }
}
