package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
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

    @Property
    void aDeeperModelHasTheSameGraph(@ForAll ModelSpec spec) {
        Encoder old = spec.encoder();
        Encoder deep = new Encoder(96, old.attention(), old.feedForward(), old.residual(), old.norm(), old.shared());
        ModelSpec deeper = new ModelSpec(
                spec.name(),
                spec.vocabulary(),
                spec.context(),
                spec.width(),
                spec.embedding(),
                deep,
                spec.head(),
                spec.train());
        List<Assign> steps = assigns(GraphBuilder.build(spec).forward().steps());
        assertEquals(steps, assigns(GraphBuilder.build(deeper).forward().steps()));
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
        int embedded = spec.embeddingWidth();
        int inner = spec.encoder().feedForward().width();
        table.put("embeddings.tokens.weight", List.of(spec.vocabulary(), embedded));
        if (spec.embedding().positions() instanceof Positions.Learned(int offset))
            table.put("embeddings.positions.weight", List.of(spec.context() + offset, embedded));
        if (spec.embedding().segments() > 0)
            table.put("embeddings.segments.weight", List.of(spec.embedding().segments(), embedded));
        if (spec.embedding().norm().isPresent()) norm(table, "embeddings.norm", embedded);
        if (spec.embedding().width().isPresent()) dense(table, "embeddings.projection", width, embedded);
        for (int i = 0; i < spec.encoder().depth(); i++) {
            String layer = spec.encoder().shared() ? "encoder.shared." : "encoder." + i + ".";
            for (String part : List.of("query", "key", "value", "output"))
                dense(table, layer + "attention." + part, width, width);
            norm(table, layer + "attention.norm", width);
            dense(table, layer + "feedforward.up", inner, width);
            dense(table, layer + "feedforward.down", width, inner);
            norm(table, layer + "feedforward.norm", width);
        }
        if (spec.encoder().norm().isPresent()) norm(table, "encoder.norm", width);
        head(table, spec);
        return table;
    }

    private static void head(Map<String, List<Integer>> table, ModelSpec spec) {
        int width = spec.width();
        switch (spec.head()) {
            case Head.Embed(ModelSpec.Pool _, Optional<Dense> dense, boolean _) -> dense(table, dense, width);
            case Head.Classify(ModelSpec.Pool _, Optional<Dense> dense, int classes, boolean _, var _) ->
                dense(table, "head.classes", classes, dense(table, dense, width));
            case Head.Tokens(Optional<Dense> dense, int classes, boolean _, var _) ->
                dense(table, "head.classes", classes, dense(table, dense, width));
            case Head.Span() -> dense(table, "head.classes", 2, width);
            case Head.MaskedLanguageModel _ -> {
                dense(table, "head.dense", spec.embeddingWidth(), width);
                norm(table, "head.norm", spec.embeddingWidth());
                table.put("head.bias", List.of(spec.vocabulary()));
            }
        }
    }

    private static int dense(Map<String, List<Integer>> table, Optional<Dense> dense, int inputs) {
        dense.ifPresent(d -> dense(table, "head.dense", d.width(), inputs));
        return dense.map(Dense::width).orElse(inputs);
    }

    private static void dense(Map<String, List<Integer>> table, String name, int outputs, int inputs) {
        table.put(name + ".weight", List.of(outputs, inputs));
        table.put(name + ".bias", List.of(outputs));
    }

    private static void norm(Map<String, List<Integer>> table, String name, int width) {
        table.put(name + ".weight", List.of(width));
        table.put(name + ".bias", List.of(width));
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
