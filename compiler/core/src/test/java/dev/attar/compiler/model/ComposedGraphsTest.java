package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.Checker;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.SpecPrinter;
import dev.attar.compiler.fixture.ComposedSpecArbitraries;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Graphs of specs that compose what many families have. */
class ComposedGraphsTest {
    @Property(tries = 100)
    @Domain(ComposedSpecArbitraries.class)
    void printedAndReadAgainTheSpecIsTheSame(@ForAll ModelSpec spec) {
        String text = SpecPrinter.print(spec);
        assertEquals(spec, Checker.check(Parser.parse(Source.of("printed.attar", text))), text);
    }

    @Property(tries = 100)
    @Domain(ComposedSpecArbitraries.class)
    void fusingChangesNeitherParametersNorArithmetic(@ForAll ModelSpec spec) {
        ModelGraph model = GraphBuilder.build(spec);
        ModelGraph fused = Fuser.fuse(model);
        assertEquals(new java.util.TreeSet<>(names(model)), new java.util.TreeSet<>(names(fused)));
        assertEquals(Flops.of(model.forward()), Flops.of(fused.forward()));
    }

    @Property(tries = 100)
    @Domain(ComposedSpecArbitraries.class)
    void everyLayerHasItsOwnParametersUnlessTheyAreShared(@ForAll ModelSpec spec) {
        List<String> names = names(GraphBuilder.build(spec));
        assertEquals(names.size(), names.stream().distinct().count(), names.toString());
        for (ModelSpec.Stack stack : spec.stacks()) {
            String word = stack instanceof ModelSpec.Decoder ? "decoder." : "encoder.";
            List<String> expected = stack.shared()
                    ? List.of(word + "shared.attention.query.weight")
                    : IntStream.range(0, stack.depth())
                            .mapToObj(i -> word + i + ".attention.query.weight")
                            .toList();
            assertTrue(names.containsAll(expected), () -> names + " lack some of " + expected);
            assertEquals(
                    expected.size(),
                    names.stream()
                            .filter(name -> name.startsWith(word) && name.endsWith(".attention.query.weight"))
                            .count());
        }
    }

    /** 96 layers by turns of two are one repeat with a body of two. */
    @Example
    void gpt3IsOneRepeatOfTwoLayers() throws IOException {
        ModelSpec spec = Checker.check(Parser.parse(Corpus.source(Corpus.EXAMPLES.resolve("gpt3.attar"))));
        ModelGraph model = GraphBuilder.build(spec);
        List<Repeat.Layers> repeats = new ArrayList<>();
        for (Step step : model.forward().steps()) if (step instanceof Repeat repeat) repeats.add(repeat.layers());
        assertEquals(List.of(new Repeat.Layers(0, 2, 48)), repeats);
        long parameters = model.params().stream()
                .mapToLong(p -> p.names().size() * p.param().type().elements())
                .sum();
        assertEquals(174_604_259_328L, parameters);
        String text = GraphPrinter.print(model);
        assertTrue(text.contains("causal") && text.contains("band 255, causal"), text);
    }

    /** A first layer of its own, rounds of three, and what is left. */
    @Example
    void layersThatDoNotFillARoundAreARepeatOfTheirOwn() throws IOException {
        ModelSpec spec = Checker.check(Parser.parse(Corpus.source(Corpus.EXAMPLES.resolve("modernbert-base.attar"))));
        List<Repeat.Layers> repeats = new ArrayList<>();
        for (Step step : GraphBuilder.build(spec).forward().steps())
            if (step instanceof Repeat repeat) repeats.add(repeat.layers());
        assertEquals(List.of(new Repeat.Layers(0, 1, 1), new Repeat.Layers(1, 3, 7)), repeats);
    }

    @Example
    void bandsCostAFixedNumberForEachToken() throws IOException {
        ModelSpec spec = Checker.check(Parser.parse(Corpus.source(Corpus.EXAMPLES.resolve("gpt3.attar"))));
        Flops flops = Flops.of(GraphBuilder.build(spec).forward());
        assertEquals(48L * 2 * 12288, flops.perTokenAndPosition());
        long dense = 96L * (2L * 4 * 12288 * 12288 + 2L * 2 * 12288 * 49152) + 2L * 12288 * 50257;
        assertEquals(dense + 48L * 4 * 12288 * 256, flops.perToken());
    }

    @Example
    void aTranslatorCountsSourceAndTarget() throws IOException {
        ModelSpec spec = Checker.check(Parser.parse(Corpus.source(Corpus.EXAMPLES.resolve("opus-mt.attar"))));
        Flops flops = Flops.of(GraphBuilder.build(spec).forward());
        long layer = 2L * 4 * 512 * 512 + 2L * 2 * 512 * 2048;
        long crossKeys = 6L * 2 * 2 * 512 * 512;
        assertEquals(6 * layer + crossKeys, flops.perSourceToken());
        assertEquals(6 * (layer + 2L * 2 * 512 * 512) + 2L * 512 * 58101, flops.perToken());
        assertEquals(6L * 4 * 512, flops.perSourceTokenAndPosition());
        assertEquals(6L * 4 * 512, flops.perTokenAndSourceToken());
        assertEquals(6L * 2 * 512, flops.perTokenAndPosition());
    }

    private static List<String> names(ModelGraph model) {
        return model.params().stream().flatMap(p -> p.names().stream()).toList();
    }
}
