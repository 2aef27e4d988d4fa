package dev.attar.cli.draw;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The picture of a model: its stacks side by side, the head below the last one. */
public final class Drawing {
    private static final int EDGE = 24;
    private static final int GAP = 70;
    private static final int TOP = 116;

    private Drawing() {}

    /**
     * Draws a model.
     *
     * @param tokens of the sequence (and of its source) that operations are counted for
     */
    public static String of(ModelSpec spec, ModelGraph graph, int tokens) {
        Optional<String> only = spec.isTranslator()
                ? Optional.empty()
                : Optional.of(Column.name(spec.stacks().getFirst()));
        Census census = Census.of(graph, only, tokens);
        Svg svg = new Svg();
        int width =
                2 * EDGE + spec.stacks().size() * Column.WIDTH + (spec.stacks().size() - 1) * GAP;
        List<Column> columns = new ArrayList<>();
        Svg body = new Svg();
        for (Stack stack : spec.stacks()) {
            int x = EDGE + columns.size() * (Column.WIDTH + GAP);
            Column column = new Column(spec, stack, census, body, x, TOP);
            column.draw();
            columns.add(column);
        }
        Column last = columns.getLast();
        if (columns.size() > 1) {
            source(body, columns.getFirst(), last);
        }
        last.head(result(spec, graph));
        int height = columns.stream().mapToInt(Column::bottom).max().orElseThrow() + EDGE;
        svg.bar("page", 0, 0, width, height);
        heading(svg, spec, census, tokens);
        svg.append(body);
        return svg.picture(
                width,
                height,
                "The model " + spec.name() + ": "
                        + String.join(
                                " and ",
                                spec.stacks().stream().map(Drawing::words).toList()) + ", "
                        + new Words(spec).headTitle() + ", " + Block.scaled(census.parameters(), "parameters"),
                census.parameters(),
                census.flops());
    }

    private static String words(Stack stack) {
        return Column.name(stack) + " of " + stack.depth() + " layers";
    }

    private static void heading(Svg svg, ModelSpec spec, Census census, int tokens) {
        svg.text("h1", EDGE, 34, spec.name());
        svg.text(
                "s",
                EDGE,
                54,
                Block.scaled(census.parameters(), "parameters") + ", "
                        + Block.scaled(census.flops(), "FLOP") + " for a sequence of " + Words.number(tokens)
                        + " tokens"
                        + (spec.isTranslator() ? " and as long a source" : ""));
        svg.bar("p", EDGE, 70, 18, 6).text("s", EDGE + 24, 77, "share of parameters");
        svg.bar("w", EDGE + 160, 70, 18, 6).text("s", EDGE + 184, 77, "share of FLOP");
    }

    /** From the end of the encoder to the cross attention of the decoder. */
    private static void source(Svg svg, Column encoder, Column decoder) {
        if (decoder.crossAt().isPresent()) {
            int at = decoder.crossAt().getAsInt();
            int between = encoder.boxLeft() - 50 + Column.WIDTH + GAP / 2;
            int end = encoder.bottom() + 26;
            svg.arrow(
                    encoder.middle(),
                    encoder.bottom(),
                    encoder.middle(),
                    end,
                    between,
                    end,
                    between,
                    at,
                    decoder.boxLeft(),
                    at);
        }
    }

    private static String result(ModelSpec spec, ModelGraph graph) {
        TensorType type = graph.forward().outputs().stream()
                .filter(output -> output.name().equals("head"))
                .findFirst()
                .orElseThrow()
                .value()
                .type();
        boolean rows = !(spec.head() instanceof Head.Embed || spec.head() instanceof Head.Classify);
        return "(" + (rows ? "T" : "B") + ", " + Words.number(type.last()) + ")";
    }
}
