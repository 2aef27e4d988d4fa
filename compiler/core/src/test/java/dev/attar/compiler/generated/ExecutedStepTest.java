package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.SpecArbitraries;
import dev.attar.compiler.loops.ExecutedStep;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Place;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.Flops;
import dev.attar.runtime.Width;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What the steps of a program are said to be, against the generated source and the model. */
@Domain(SpecArbitraries.class)
@Domain(DomainContext.Global.class)
class ExecutedStepTest {
    @Property(tries = 20)
    void numbersAndOrderAreThoseOfTheSource(@ForAll ModelSpec spec) {
        LoopProgram loops = Compiler.loops(spec, Width.LANES_8, Storage.FP32);
        Set<String> steps = new LinkedHashSet<>();
        for (ExecutedStep step : ExecutedStep.upTo(loops.entries().getFirst(), head(spec)))
            steps.add("// " + step.number() + "  " + step.call().comment());
        String source = Compiler.compile(
                        spec,
                        new Origin("a.attar", "00000000"),
                        CompileOptions.defaults().withWidths(Set.of(Width.LANES_8)))
                .files()
                .values()
                .stream()
                .filter(text -> text.contains("private static void forward("))
                .findFirst()
                .orElseThrow();
        int begin = source.indexOf("private static void forward(");
        String run = source.substring(begin, source.indexOf("private static", begin + 1));
        List<String> comments = Pattern.compile("^ +(// \\d+(\\.\\d+)?  .*)$", Pattern.MULTILINE)
                .matcher(run)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertEquals(List.copyOf(steps), comments);
    }

    @Property(tries = 50)
    void theWorkOfAllStepsIsThatOfTheModel(
            @ForAll ModelSpec spec,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 300) Integer> lengths) {
        int[] batch = lengths.stream().mapToInt(Integer::intValue).toArray();
        Flops flops = Flops.of(Compiler.model(spec).forward());
        long expected = 0;
        for (long length : batch)
            expected += length * (flops.perToken() + length * flops.perTokenAndPosition()) + flops.perSequence();
        LoopProgram loops = Compiler.loops(spec, Width.SCALAR, Storage.FP32);
        long sum = 0;
        for (ExecutedStep step : ExecutedStep.upTo(loops.entries().getFirst(), head(spec)))
            sum += step.call().cost().flops(batch);
        assertEquals(expected, sum);
    }

    @Property(tries = 50)
    void forManyTokensAllWeightsAreRead(@ForAll ModelSpec spec) {
        LoopProgram loops = Compiler.loops(spec, Width.SCALAR, Storage.FP32);
        Set<Long> counted = new HashSet<>();
        long sum = 0;
        for (ExecutedStep step : ExecutedStep.upTo(loops.entries().getFirst(), head(spec))) {
            boolean anew = false; // a block that several steps read counts once here
            for (Place place : step.call().places())
                if (place instanceof Place.Weights(String _, long offset, var _, var perLayer))
                    anew |= counted.add(offset
                            + perLayer.map(p -> p.at(step.layer()).constant()).orElse(0L));
            if (anew) sum += step.weightFloats(loops.weights(), Long.MAX_VALUE / Integer.MAX_VALUE);
        }
        assertEquals(loops.weights().floats(), sum);
    }

    @Property(tries = 10)
    void hiddenNeedsFewerStepsAndThereAreNoneAfterTheHead(@ForAll ModelSpec spec) {
        LoopProgram loops = Compiler.loops(spec, Width.SCALAR, Storage.FP32);
        List<ExecutedStep> all = ExecutedStep.upTo(loops.entries().getFirst(), head(spec));
        List<ExecutedStep> hidden = ExecutedStep.upTo(loops.entries().getFirst(), 0);
        assertEquals(all.subList(0, hidden.size()), hidden);
        assertThrows(
                IllegalArgumentException.class,
                () -> ExecutedStep.upTo(loops.entries().getFirst(), head(spec) + 1));
    }

    /** The head is the last output. */
    private static int head(ModelSpec spec) {
        return Compiler.model(spec).forward().outputs().size() - 1;
    }
}
