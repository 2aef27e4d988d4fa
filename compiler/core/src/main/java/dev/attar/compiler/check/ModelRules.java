package dev.attar.compiler.check;

import static dev.attar.compiler.check.ModelSpec.demand;
import static dev.attar.compiler.check.ModelSpec.dimension;

import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Decoder;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
import java.util.List;

/** What the parts of a {@link ModelSpec} demand of each other. */
final class ModelRules {
    private ModelRules() {}

    static void demandStacks(List<Stack> stacks, int width) {
        demand(isKnownForm(stacks), "stacks", stacks);
        for (Stack stack : stacks) {
            Attention attention = stack.attention();
            int headWidth = attention.headWidthIn(width);
            if (attention.distances() instanceof Distances.Rotary rotary) {
                demand(rotary.channels(headWidth).isPresent(), "a rotary share of", rotary.share());
            }
            if (attention.distances() instanceof Distances.Relative relative) {
                demand(relative.fits(stack instanceof Encoder), "relative buckets", relative);
            }
            if (attention.distances() instanceof Distances.Disentangled positions) {
                demand(stack instanceof Encoder && positions.fits(), "disentangled positions", positions);
            }
            boolean global =
                    attention.reach().stream().anyMatch(turn -> turn.global().isPresent());
            boolean plain = attention.distances() instanceof Distances.None
                    && attention.norm().isEmpty();
            demand(!global || stack instanceof Encoder && plain, "global tokens with", attention);
            if (stack instanceof Decoder decoder) {
                decoder.cross().ifPresent(cross -> cross.headWidthIn(width));
            }
        }
    }

    /** One stack, or an encoder and the decoder that reads it. */
    private static boolean isKnownForm(List<Stack> stacks) {
        return switch (stacks.size()) {
            case 1 ->
                !(stacks.getFirst() instanceof Decoder alone && alone.cross().isPresent());
            case 2 ->
                stacks.getFirst() instanceof Encoder
                        && stacks.getLast() instanceof Decoder reader
                        && reader.cross().isPresent();
            default -> false;
        };
    }

    static void demandEmbedding(Embedding embedding, List<Stack> stacks, int context, int width) {
        int offset = switch (embedding.positions()) {
            case Positions.None() -> 0;
            case Positions.Learned(int first) -> first;
            case Positions.Sinusoidal(int first, boolean halves, boolean _) -> {
                int channels = embedding.width().orElse(width);
                demand(!halves || channels % 2 == 0, "sinusoidal halves of", channels);
                yield first;
            }
        };
        for (Stack stack : stacks) {
            dimension("rows of the position table", (long) stack.context().orElse(context) + offset);
        }
    }

    static void demandHead(Head head, Embedding embedding, List<Stack> stacks, int width) {
        if (head instanceof Head.Generate generate) {
            int rows = embedding.width().orElse(width);
            demand(stacks.getLast() instanceof Decoder, "head generate without a", "decoder");
            demand(!generate.tied() || rows == width, "an output tied to a table of width", rows);
        }
    }
}
