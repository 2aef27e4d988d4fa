package dev.attar.cli.draw;

import dev.attar.cli.draw.PartName.Kind;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Stack;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One stack, drawn from its tokens downwards.
 *
 * <pre>
 *   ids
 *   embedding
 *   +- encoder × 6 ----------+
 *   |   x --+                |
 *   |   attention            |     order post: the norm after the sum, order pre: before the part,
 *   |   (+)-+                |     order parallel: both parts read x, and one sum takes both
 *   |   layer norm           |
 *   +------------------------+
 * </pre>
 */
final class Column {
    static final int WIDTH = 440;

    private static final int BOX = 350;
    private static final int LEFT = 50;
    private static final int STEP = 26;
    private static final int PILL = 24;
    private static final int PILL_WIDTH = 120;
    private static final int RAIL = 22;
    private static final int PLUS = 8;
    private static final int HEADING = 66;
    private static final int MARGIN = 12;

    private final ModelSpec spec;
    private final Stack stack;
    private final Census census;
    private final Words words;
    private final Svg svg;
    private final int x;
    private final int middle;
    private int y;
    private OptionalInt crossAt = OptionalInt.empty();

    /** @param y where it begins */
    Column(ModelSpec spec, Stack stack, Census census, Svg svg, int x, int y) {
        this.spec = spec;
        this.stack = stack;
        this.census = census;
        this.words = new Words(spec);
        this.svg = svg;
        this.x = x;
        this.y = y;
        this.middle = x + LEFT + BOX / 2;
    }

    static String name(Stack stack) {
        return stack instanceof Decoder ? "decoder" : "encoder";
    }

    /** R for the tokens of a source, T for those of a sequence. */
    private String rows() {
        return spec.isTranslator() && !(stack instanceof Decoder) ? "R" : "T";
    }

    /** Draws all but the head; ends at the arrow that leaves the stack. */
    void draw() {
        svg.text("t middle", middle, y, "ids (" + rows() + ")");
        y += 6;
        arrow();
        block("embedding", "embeddings", Kind.EMBEDDINGS, words.embedding(stack));
        shape("(" + rows() + ", " + Words.number(spec.width()) + ")");
        arrow();
        int top = y;
        y += HEADING;
        svg.arrow(middle, top, middle, y - 2);
        if (stack.residual().order() == Order.PARALLEL) {
            parallel();
        } else {
            part(() -> block("attention", "attention", Kind.ATTENTION, words.attention(stack)));
            if (stack instanceof Decoder decoder && decoder.cross().isPresent()) {
                part(() -> {
                    crossAt = OptionalInt.of(y + 30);
                    block(
                            "cross attention",
                            "cross",
                            Kind.CROSS,
                            words.cross(decoder.cross().get()));
                });
            }
            part(() -> block("feed-forward", "feedforward", Kind.FEEDFORWARD, words.feedForward(stack.feedForward())));
        }
        svg.box("f", x, top, WIDTH, y - top);
        frame(top);
        stack.norm().ifPresent(norm -> {
            arrow();
            pill(Words.norm(norm));
        });
        shape("(" + rows() + ", " + Words.number(spec.width()) + ")");
    }

    /** What is said of all layers, to the left and right of the line that enters them. */
    private void frame(int top) {
        int right = x + WIDTH - MARGIN;
        svg.text("t", x + MARGIN, top + 20, name(stack) + " × " + Words.number(stack.depth()));
        svg.text(
                "s",
                x + MARGIN,
                top + 37,
                "order " + stack.residual().order().name().toLowerCase(Locale.ROOT));
        if (stack.shared()) {
            svg.text("s end", right, top + 20, "all share their parameters");
        }
        if (stack.residual().bareFirst()) {
            svg.text("s end", right, top + 37, "no norm before the first");
        }
    }

    /** A part with its skip connection. */
    private void part(Runnable block) {
        boolean pre = stack.residual().order() == Order.PRE;
        int from = y - STEP / 2;
        if (pre) {
            pill(Words.norm(stack.residual().norm()));
            arrow();
        }
        block.run();
        svg.line(middle, y, middle, y + STEP - PLUS);
        y += STEP;
        svg.plus(middle, y);
        svg.arrow(middle, from, x + RAIL, from, x + RAIL, y, middle - PLUS, y);
        y += PLUS;
        arrow();
        if (!pre) {
            pill(Words.norm(stack.residual().norm()));
            arrow();
        }
    }

    /** Both parts read the input of the layer, and one sum takes both and the input. */
    private void parallel() {
        int from = y - STEP / 2;
        int right = x + WIDTH - RAIL;
        boolean one = stack.residual().sharedNorm();
        pill(Words.norm(stack.residual().norm()));
        int normed = y;
        arrow();
        block("attention", "attention", Kind.ATTENTION, words.attention(stack));
        int attended = y - 30;
        y += STEP;
        int branch = one ? normed + STEP / 2 : from;
        int inner = x + RAIL + 14;
        if (one) {
            svg.arrow(middle, branch, inner, branch, inner, y + 20, x + LEFT, y + 20);
        } else {
            svg.arrow(x + RAIL, y + PILL / 2, middle - PILL_WIDTH / 2, y + PILL / 2);
            pill(Words.norm(stack.residual().norm()));
            arrow();
        }
        block("feed-forward", "feedforward", Kind.FEEDFORWARD, words.feedForward(stack.feedForward()));
        svg.line(middle, y, middle, y + STEP - PLUS);
        y += STEP;
        svg.plus(middle, y);
        svg.arrow(middle, from, x + RAIL, from, x + RAIL, y, middle - PLUS, y);
        svg.arrow(x + LEFT + BOX, attended, right, attended, right, y, middle + PLUS, y);
        y += PLUS;
        arrow();
    }

    private void block(String title, String style, Kind kind, List<String> lines) {
        block(new PartName(name(stack), kind), title, style, lines);
    }

    private void block(PartName part, String title, String style, List<String> lines) {
        Block block = new Block(
                style,
                title,
                lines,
                census.parameters(part),
                share(census.parameters(part), census.parameters()),
                census.flops(part),
                share(census.flops(part), census.flops()));
        block.draw(svg, x + LEFT, y, BOX);
        y += block.height();
    }

    /** The head of the model, below this stack. */
    void head(String result) {
        arrow();
        block(PartName.HEAD, words.headTitle(), "head", words.head());
        shape(result);
        arrow();
        y += 4;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private void pill(String words) {
        svg.box("n", middle - PILL_WIDTH / 2, y, PILL_WIDTH, PILL);
        svg.text("middle", middle, y + 16, words);
        y += PILL;
    }

    private void arrow() {
        svg.arrow(middle, y, middle, y + STEP - 2);
        y += STEP;
    }

    /** The shape of what passes the arrow that comes next. */
    private void shape(String words) {
        svg.text("s", middle + 10, y + 17, words);
    }

    int bottom() {
        return y;
    }

    int middle() {
        return middle;
    }

    /** The height at which cross attention reads the source; empty when it does not. */
    OptionalInt crossAt() {
        return crossAt;
    }

    int boxLeft() {
        return x + LEFT;
    }
}
