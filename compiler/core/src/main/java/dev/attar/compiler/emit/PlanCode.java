package dev.attar.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.LoopProgram.Layout;
import dev.attar.compiler.loops.LoopProgram.Step;
import dev.attar.compiler.loops.LoopProgram.WeightBlock;
import dev.attar.compiler.loops.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program's plan as Java code: slots, arena, outputs. */
public final class PlanCode {
    private PlanCode() {}

    public static CodeBlock of(LoopProgram program, int lanes) {
        List<CodeBlock> slots = new ArrayList<>();
        for (WeightBlock block : program.weights())
            for (WeightBlock.Part part : block.parts()) slots.add(slot(block, part));
        List<CodeBlock> outputs = new ArrayList<>();
        for (Step step : program.steps())
            if (step instanceof Step.OutputReady(LoopProgram.Output output)) outputs.add(output(output));
        return CodeBlock.builder()
                .add("new $T(\n$>$>", Names.PLAN)
                .add("$S,\n$L,\n", program.model(), lanes)
                .add(
                        "new $T($L, $L, $L),\n",
                        Names.PLAN.nestedClass("InputLimits"),
                        program.inputs().vocabulary(),
                        program.inputs().context(),
                        program.inputs().segments())
                .add("$T.of(\n$>$>$L$<$<),\n", List.class, CodeBlock.join(slots, ",\n"))
                .add("$LL,\n", program.weightFloats())
                .add(
                        "new $T($LL, $LL, $LL),\n",
                        Names.PLAN.nestedClass("ArenaPlan"),
                        program.floatsPerToken(),
                        program.scratchFloats().constant(),
                        program.scratchFloats().factor(Sizes.LONGEST))
                .add("$T.of(\n$>$>$L$<$<)$<$<)", List.class, CodeBlock.join(outputs, ",\n"))
                .build();
    }

    private static CodeBlock slot(WeightBlock block, WeightBlock.Part part) {
        CodeBlock layers = block.layers()
                .map(l -> CodeBlock.of(
                        "$T.of(new $T($L, $L, $L))",
                        Optional.class,
                        Names.SLOT.nestedClass("Layers"),
                        l.first(),
                        l.step(),
                        l.count()))
                .orElse(CodeBlock.of("$T.empty()", Optional.class));
        CodeBlock shape = CodeBlock.join(
                part.shape().stream().map(n -> CodeBlock.of("$L", n)).toList(), ", ");
        long offset = switch (block.layout()) {
            case Layout.Rows _ -> block.offset() + part.firstRow();
            case Layout.Product _ -> block.offset();
        };
        CodeBlock layout = switch (block.layout()) {
            case Layout.Rows(int stride) ->
                CodeBlock.of("new $T($L)", Names.SLOT.nestedClass("Layout").nestedClass("Rows"), stride);
            case Layout.Product(int width, int totalRows, int _, Element element, int lanes) ->
                switch (element) {
                    case FP32 ->
                        CodeBlock.of(
                                "new $T($L, $L, $L)",
                                Names.SLOT.nestedClass("Layout").nestedClass("Panels"),
                                width,
                                part.firstRow(),
                                totalRows);
                    case BF16 ->
                        CodeBlock.of(
                                "new $T($L, $L, $L, $L)",
                                Names.SLOT.nestedClass("Layout").nestedClass("Bfloat16Panels"),
                                width,
                                lanes,
                                part.firstRow(),
                                totalRows);
                };
        };
        return CodeBlock.of(
                "new $T($S,$W$T.of($L),$W$L,$W$L,$W$LL,$W$LL,$W$T.$L)",
                Names.SLOT,
                part.parameter(),
                List.class,
                shape,
                layers,
                layout,
                offset,
                block.layerFloats(),
                Names.SLOT.nestedClass("Source"),
                part.sinusoidal() ? "SINUSOIDAL_POSITIONS" : "WEIGHTS");
    }

    private static CodeBlock output(LoopProgram.Output output) {
        return CodeBlock.of(
                "new $T($S, $T.$L, $L, $L, $LL)",
                Names.PLAN.nestedClass("Output"),
                output.name(),
                Names.PLAN.nestedClass("Rows"),
                output.perToken() ? "TOKENS" : "SEQUENCES",
                output.columns(),
                output.stride(),
                output.place().floatsPerTokenBefore());
    }
}
