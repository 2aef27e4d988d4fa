package dev.attar.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Layers;
import dev.attar.compiler.loops.Layout;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Output;
import dev.attar.compiler.loops.ParameterPlan;
import dev.attar.compiler.loops.StatePlan;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.loops.WeightBlock;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Rotation;
import dev.attar.compiler.model.ScoreBias;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The program's plan as Java code: axes, inputs, slots, entry points. */
public final class PlanCode {
    private final Inputs inputs;

    private PlanCode(Inputs inputs) {
        this.inputs = inputs;
    }

    /** For a class that declares {@link InputNames}. */
    public static CodeBlock of(LoopProgram program, int lanes) {
        PlanCode code = new PlanCode(program.inputs());
        List<CodeBlock> slots = new ArrayList<>();
        for (WeightBlock block : program.weights().blocks())
            for (WeightBlock.Part part : block.parts()) slots.add(slot(block, part));
        return CodeBlock.builder()
                .add("new $T(\n$>$>", Names.PLAN)
                .add("$S,\n$L,\n", program.model(), lanes)
                .add(
                        "$L,\n",
                        list(code.inputs.axes().stream().map(PlanCode::axis).toList()))
                .add(
                        "$L,\n",
                        list(code.inputs.inputs().stream().map(code::input).toList()))
                .add("$T.of(\n$>$>$L$<$<),\n", List.class, CodeBlock.join(slots, ",\n"))
                .add("$LL,\n", program.weights().floats())
                .add(program.state().isEmpty() ? CodeBlock.of("") : state(program.state()))
                .add("$L", list(program.entries().stream().map(code::entry).toList()))
                .add(program.parameters().isEmpty() ? CodeBlock.of("$<$<)") : parameters(program.parameters()))
                .build();
    }

    private static CodeBlock state(StatePlan state) {
        return CodeBlock.of(
                "new $T($LL, $L, $LL),\n",
                Names.PLAN.nestedClass("State"),
                state.perSlot(),
                state.window(),
                state.perSourceSlot());
    }

    private static CodeBlock list(List<CodeBlock> elements) {
        return elements.isEmpty()
                ? CodeBlock.of("$T.of()", List.class)
                : CodeBlock.of("$T.of(\n$>$>$L$<$<)", List.class, CodeBlock.join(elements, ",\n"));
    }

    private static CodeBlock axis(Axis axis) {
        return CodeBlock.of("new $T($S, $L)", Names.PLAN.nestedClass("Axis"), axis.name(), axis.most());
    }

    private CodeBlock input(Input input) {
        boolean hasRows = !input.axis().equals(Input.SEQUENCES);
        String axis = hasRows ? InputNames.constant(inputs.axis(input.axis())) : "-1";
        ClassName type = Names.PLAN.nestedClass("Input");
        return input.kind() == Input.Kind.INDEX
                ? CodeBlock.of("new $T($S, $S, $L, $L)", type, input.name(), input.what(), axis, input.limit())
                : CodeBlock.of(
                        "new $T($S, $S, $L, $L, $T.$L)",
                        type,
                        input.name(),
                        input.what(),
                        axis,
                        input.limit(),
                        type.nestedClass("Kind"),
                        input.kind());
    }

    // ---- what a trainer keeps ----

    private static CodeBlock parameters(ParameterPlan plan) {
        List<CodeBlock> blocks = plan.blocks().stream().map(PlanCode::block).toList();
        List<CodeBlock> betas =
                plan.betas().stream().map(b -> CodeBlock.of("$L", b)).toList();
        return CodeBlock.of(
                ",\nnew $T(\n$>$>$L,\n$LL,$W$LL,$W$L,$W$T.of($L))$<$<$<$<)",
                Names.PARAMETERS,
                list(blocks),
                plan.floats(),
                plan.trained(),
                plan.moments(),
                List.class,
                CodeBlock.join(betas, ", "));
    }

    private static CodeBlock block(ParameterPlan.Block block) {
        CodeBlock shape = CodeBlock.join(
                block.param().type().sizes().stream()
                        .map(n -> CodeBlock.of("$L", n))
                        .toList(),
                ", ");
        return CodeBlock.of(
                "new $T($S,$W$T.of($L),$W$L,$W$LL,$W$LL,$W$L)",
                Names.PARAMETERS.nestedClass("Block"),
                block.param().nameOfOwnLayer(),
                List.class,
                shape,
                layers(block.layers(), block.param()),
                block.offset(),
                block.layerFloats(),
                block.trained());
    }

    private static CodeBlock layers(Optional<Layers> layers, Param param) {
        return layers.map(l -> CodeBlock.of(
                        "$T.of(new $T($L, $L, $L))",
                        Optional.class,
                        Names.SLOT.nestedClass("Layers"),
                        l.first() + param.after(),
                        l.step(),
                        l.count()))
                .orElse(CodeBlock.of("$T.empty()", Optional.class));
    }

    private static CodeBlock limit(Input input) {
        return switch (input.limit()) {
            case Input.SLOTS -> CodeBlock.of("$T.SLOTS", Names.PLAN.nestedClass("Input"));
            default -> CodeBlock.of("$L", input.limit());
        };
    }

    // ---- entry points ----

    private CodeBlock entry(Entry entry) {
        List<CodeBlock> axes = entry.inputs().axes().stream()
                .map(a -> CodeBlock.of("$L", InputNames.constant(a)))
                .toList();
        List<CodeBlock> given = entry.inputs().inputs().stream()
                .map(i -> CodeBlock.of("$L", InputNames.constant(i)))
                .toList();
        return CodeBlock.builder()
                .add("new $T(\n$>$>", Names.ENTRY)
                .add("$S,\n", entry.name())
                .add("$T.of($L),\n", List.class, CodeBlock.join(axes, ", "))
                .add("$T.of($L),\n", List.class, CodeBlock.join(given, ", "))
                .add("$L,\n", formula(entry.arenaFloats()))
                .add("$L,\n", formula(entry.scratchFloats()))
                .add("$L,\n", entry.separable())
                .add("$L", list(entry.outputs().stream().map(this::output).toList()))
                .add(
                        entry.given().isEmpty()
                                ? CodeBlock.of("$<$<)")
                                : CodeBlock.of(
                                        ",\n$L$<$<)",
                                        list(entry.given().stream()
                                                .map(this::output)
                                                .toList())))
                .build();
    }

    private CodeBlock output(Output output) {
        return CodeBlock.of(
                "new $T($S,$W$L,$W$L,$W$L,$W$L)",
                Names.ENTRY.nestedClass("Output"),
                output.name(),
                rows(output),
                output.columns(),
                output.stride(),
                formula(output.place().begin().plus(output.place().column())));
    }

    private CodeBlock rows(Output output) {
        if (output.perSequence()) return CodeBlock.of("$T.PER_SEQUENCE", Names.ENTRY.nestedClass("Rows"));
        if (output.rows().isConstant())
            return CodeBlock.of(
                    "$T.fixed($L)",
                    Names.ENTRY.nestedClass("Rows"),
                    output.rows().constant());
        Axis axis = inputs.axes().stream()
                .filter(a -> output.rows().equals(Index.name(a.rows())))
                .findFirst()
                .orElseThrow();
        return CodeBlock.of("$T.ofAxis($L)", Names.ENTRY.nestedClass("Rows"), InputNames.constant(axis));
    }

    /** A polynomial over the call's sizes that is linear in each. */
    public CodeBlock formula(Index floats) {
        List<CodeBlock> terms = new ArrayList<>();
        long sum = 0;
        for (Axis axis : inputs.axes()) {
            long rows = floats.factor(axis.rows());
            long longest = floats.factor(axis.longest());
            sum += rows + longest;
            if (rows != 0) terms.add(term(rows, "ROWS", axis));
            if (longest != 0) terms.add(term(longest, "LONGEST", axis));
        }
        if (sum != floats.terms().values().stream().mapToLong(Long::longValue).sum())
            throw new IllegalStateException("no formula of a call's sizes: " + floats);
        if (terms.isEmpty()) return CodeBlock.of("new $T($L)", Names.SIZE_FORMULA, floats.constant());
        if (terms.size() == 1
                && floats.constant() == 0
                && floats.factor(inputs.axes().getFirst().rows()) == sum)
            return CodeBlock.of(
                    "$T.perRow($L, $L)",
                    Names.SIZE_FORMULA,
                    sum,
                    InputNames.constant(inputs.axes().getFirst()));
        return CodeBlock.of(
                "new $T($L,$W$T.of($L))",
                Names.SIZE_FORMULA,
                floats.constant(),
                List.class,
                CodeBlock.join(terms, ",$W"));
    }

    private static CodeBlock term(long factor, String size, Axis axis) {
        return CodeBlock.of(
                "new $T($L, $T.$L, $L)",
                Names.SIZE_FORMULA.nestedClass("Term"),
                factor,
                Names.SIZE_FORMULA.nestedClass("Size"),
                size,
                InputNames.constant(axis));
    }

    /** The formula, in a class that declares the names of the program's inputs. */
    public static CodeBlock formula(LoopProgram program, Index floats) {
        return new PlanCode(program.inputs()).formula(floats);
    }

    // ---- weights ----

    private static CodeBlock slot(WeightBlock block, WeightBlock.Part part) {
        CodeBlock layers = layers(block.layers(), part.param());
        CodeBlock shape = CodeBlock.join(
                part.shape().stream().map(n -> CodeBlock.of("$L", n)).toList(), ", ");
        long offset = switch (block.layout()) {
            case Layout.Rows _ -> block.offset() + part.firstRow();
            case Layout.Product _, Layout.Distances _ -> block.offset();
        };
        return CodeBlock.of(
                "new $T($S,$W$T.of($L),$W$L,$W$L,$W$LL,$W$LL,$W$L)",
                Names.SLOT,
                part.param().nameOfOwnLayer(),
                List.class,
                shape,
                layers,
                layout(block.layout(), part),
                offset,
                block.layerFloats(),
                source(part.param()));
    }

    private static CodeBlock numbers(List<? extends Number> all) {
        return CodeBlock.join(all.stream().map(n -> CodeBlock.of("$L", n)).toList(), ",$W");
    }

    private static CodeBlock source(Param param) {
        ClassName name = Names.SLOT.nestedClass("Source");
        return switch (param.source()) {
            case Param.Source.Weights() -> CodeBlock.of("$T.WEIGHTS", name);
            case Param.Source.Sinusoidal(boolean halves, boolean inclusive) ->
                CodeBlock.of(
                        "$T.$L$L",
                        name,
                        halves ? "SINUSOIDAL_HALVES" : "SINUSOIDAL_POSITIONS",
                        inclusive ? "_INCLUSIVE" : "");
            case Param.Source.Turns(Rotation rotation) ->
                CodeBlock.of(
                        "new $T($T.of($L))",
                        name.nestedClass("Turns"),
                        List.class,
                        numbers(IntStream.range(0, rotation.width() / 2)
                                .mapToObj(rotation::frequency)
                                .toList()));
            case Param.Source.Alibi(int middle) -> {
                int heads = param.type().sizes().getFirst();
                yield CodeBlock.of(
                        "new $T($T.of($L), $L)",
                        name.nestedClass("Alibi"),
                        List.class,
                        numbers(IntStream.range(0, heads)
                                .mapToObj(h -> new ScoreBias.Alibi().slope(h, heads))
                                .toList()),
                        middle);
            }
        };
    }

    private static CodeBlock layout(Layout layout, WeightBlock.Part part) {
        return switch (layout) {
            case Layout.Rows(int stride) ->
                CodeBlock.of("new $T($L)", Names.SLOT.nestedClass("Layout").nestedClass("Rows"), stride);
            case Layout.Distances(int stride, int middle, int columns, var rule) ->
                CodeBlock.of(
                        "new $T($L, $L, $L, $T.of($L), $L)",
                        Names.SLOT.nestedClass("Layout").nestedClass("Distances"),
                        stride,
                        middle,
                        columns,
                        List.class,
                        numbers(rule.begins()),
                        rule.bothWays());
            case Layout.Product(int width, int totalRows, int _, Storage storage, int lanes) ->
                switch (storage) {
                    case Storage.Fp32 _ ->
                        CodeBlock.of(
                                "new $T($L, $L, $L)",
                                Names.SLOT.nestedClass("Layout").nestedClass("Panels"),
                                width,
                                part.firstRow(),
                                totalRows);
                    case Storage.Bf16 _ ->
                        CodeBlock.of(
                                "new $T($L, $L, $L, $L)",
                                Names.SLOT.nestedClass("Layout").nestedClass("Bfloat16Panels"),
                                width,
                                lanes,
                                part.firstRow(),
                                totalRows);
                    case Storage.Int8 _ ->
                        CodeBlock.of(
                                "new $T($L, $L, $L, $L)",
                                Names.SLOT.nestedClass("Layout").nestedClass("Int8Panels"),
                                width,
                                Storage.Int8.GROUP,
                                part.firstRow(),
                                totalRows);
                };
        };
    }
}
