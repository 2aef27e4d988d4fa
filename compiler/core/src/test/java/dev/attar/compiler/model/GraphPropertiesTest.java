package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.fixture.SpecArbitraries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Laws of the tensor IR that hold for every spec. */
@Domain(SpecArbitraries.class)
class GraphPropertiesTest {
    @Property
    void everyBuiltGraphIsAccepted(@ForAll ModelSpec spec) {
        ModelGraph model = GraphBuilder.build(spec);
        assertSame(model, GraphVerifier.verify(model));
    }

    @Property
    void thePrinterShowsEveryOperationAndEveryParameter(@ForAll ModelSpec spec) {
        ModelGraph model = GraphBuilder.build(spec);
        String text = GraphPrinter.print(model);
        for (Assign assign : assigns(model.forward().steps()))
            assertEquals(
                    1,
                    text.lines()
                            .filter(line -> line.strip()
                                    .startsWith(assign.out().name() + " "
                                            + assign.out().type() + " = "))
                            .count(),
                    assign.out().name() + " in\n" + text);
        for (ModelGraph.PlacedParam placed : model.params())
            assertTrue(text.contains(placed.param().name()), text);
        assertEquals(text, GraphPrinter.print(GraphBuilder.build(spec)));
    }

    /** From one whole round of its turns on. */
    @Property
    void aDeeperModelHasTheSameGraph(@ForAll ModelSpec spec) {
        assertEquals(assigns(deeper(spec, 1)), assigns(deeper(spec, 30)));
    }

    private static List<Step> deeper(ModelSpec spec, int rounds) {
        Encoder old = spec.encoder();
        Encoder deep = new Encoder(
                Optional.empty(),
                Optional.empty(),
                old.depth() + rounds * old.attention().reach().size(),
                old.shared(),
                old.attention(),
                old.feedForward(),
                old.residual(),
                old.norm());
        ModelSpec deeper = new ModelSpec(
                spec.name(),
                spec.vocabulary(),
                spec.context(),
                spec.width(),
                spec.embedding(),
                deep,
                spec.head(),
                spec.train());
        return GraphBuilder.build(deeper).forward().steps();
    }

    /** The table of compiler/docs/parameters.md, written out. */
    @Property
    void parametersAreThoseOfTheDocumentedTable(@ForAll ModelSpec spec) {
        Map<String, List<Integer>> found = new HashMap<>();
        for (ModelGraph.PlacedParam placed : GraphBuilder.build(spec).params())
            if (placed.param().source() == Param.Source.WEIGHTS)
                placed.names()
                        .forEach(name -> found.put(name, placed.param().type().sizes()));
        assertEquals(documented(spec), found);
    }

    private static Map<String, List<Integer>> documented(ModelSpec spec) {
        Map<String, List<Integer>> table = new HashMap<>();
        int width = spec.width();
        int narrow = spec.embedding().width().orElse(width);
        Encoder encoder = spec.encoder();
        int inner = encoder.feedForward().width();
        int heads = encoder.attention().heads() * encoder.attention().headWidthIn(width);
        table.put("embeddings.tokens.weight", List.of(spec.vocabulary(), narrow));
        if (spec.embedding().positions() instanceof Positions.Learned(int offset))
            table.put("embeddings.positions.weight", List.of(spec.context() + offset, narrow));
        if (spec.embedding().segments() > 0)
            table.put("embeddings.segments.weight", List.of(spec.embedding().segments(), narrow));
        norm(table, "embeddings.norm", narrow, spec.embedding().norm());
        if (spec.embedding().width().isPresent()) dense(table, "embeddings.projection", width, narrow, true);
        for (int i = 0; i < (encoder.shared() ? 1 : encoder.depth()); i++) {
            String layer = encoder.shared() ? "encoder.shared." : "encoder." + i + ".";
            Bias attention = encoder.attention().bias();
            for (String part : List.of("query", "key", "value"))
                dense(table, layer + "attention." + part, heads, width, attention.ofInputs());
            dense(table, layer + "attention.output", width, heads, attention.ofOutput());
            for (String part : List.of("query", "key"))
                norm(
                        table,
                        layer + "attention." + part + "_norm",
                        encoder.attention().headWidthIn(width),
                        encoder.attention().norm());
            Optional<Norm> own = Optional.of(encoder.residual().norm());
            boolean bare = encoder.residual().bareFirst() && (encoder.shared() ? encoder.depth() == 1 : i == 0);
            if (!bare) norm(table, layer + "attention.norm", width, own);
            for (String part : encoder.feedForward().gated() ? List.of("gate", "up") : List.of("up"))
                dense(
                        table,
                        layer + "feedforward." + part,
                        inner,
                        width,
                        encoder.feedForward().bias().ofInputs());
            dense(
                    table,
                    layer + "feedforward.down",
                    width,
                    inner,
                    encoder.feedForward().bias().ofOutput());
            if (!encoder.residual().sharedNorm()) norm(table, layer + "feedforward.norm", width, own);
        }
        norm(table, "encoder.norm", width, encoder.norm());
        head(table, spec, narrow);
        return table;
    }

    private static void head(Map<String, List<Integer>> table, ModelSpec spec, int narrow) {
        int width = spec.width();
        switch (spec.head()) {
            case Head.Embed(var pools, Optional<Dense> dense, boolean _) -> dense(table, dense, width * pools.size());
            case Head.Classify(ModelSpec.Pool _, Optional<Dense> dense, int classes, boolean _, var _) ->
                dense(table, "head.classes", classes, dense(table, dense, width), true);
            case Head.Tokens(Optional<Dense> dense, int classes, boolean _, var _) ->
                dense(table, "head.classes", classes, dense(table, dense, width), true);
            case Head.Span() -> dense(table, "head.classes", 2, width, true);
            case Head.MaskedLanguageModel(var _, Norm norm, boolean tied, Bias bias) -> {
                dense(table, "head.dense", narrow, width, bias.ofInputs());
                norm(table, "head.norm", narrow, Optional.of(norm));
                if (!tied) table.put("head.output.weight", List.of(spec.vocabulary(), narrow));
                if (bias.ofOutput()) table.put("head.bias", List.of(spec.vocabulary()));
            }
            case Head.Generate _ -> throw new AssertionError("an encoder generates nothing");
        }
    }

    private static int dense(Map<String, List<Integer>> table, Optional<Dense> dense, int inputs) {
        dense.ifPresent(d -> dense(table, "head.dense", d.width(), inputs, d.bias()));
        dense.ifPresent(d -> norm(table, "head.norm", d.width(), d.norm()));
        return dense.map(Dense::width).orElse(inputs);
    }

    private static void dense(Map<String, List<Integer>> table, String name, int outputs, int inputs, boolean bias) {
        table.put(name + ".weight", List.of(outputs, inputs));
        if (bias) table.put(name + ".bias", List.of(outputs));
    }

    private static void norm(Map<String, List<Integer>> table, String name, int width, Optional<Norm> norm) {
        if (norm.filter(Norm::scale).isPresent()) table.put(name + ".weight", List.of(width));
        if (norm.filter(Norm::bias).isPresent()) table.put(name + ".bias", List.of(width));
    }

    private static List<Assign> assigns(List<Step> steps) {
        List<Assign> all = new ArrayList<>();
        for (Step step : steps)
            switch (step) {
                case Assign assign -> all.add(assign);
                case Repeat repeat -> all.addAll(assigns(repeat.body()));
            }
        return all;
    }
}
