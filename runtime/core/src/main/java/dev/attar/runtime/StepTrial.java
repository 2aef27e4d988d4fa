package dev.attar.runtime;

import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Calls of the entry points of a decoder, for a trial: sequences some tokens of which an earlier call has kept, and their sources. Blocks
 * are dealt out in random order, so neighbours in a sequence are no neighbours in memory.
 */
final class StepTrial {
    private static final int SLOTS = ProgramPlan.State.SLOTS;
    private static final int MOST_BEFORE = 20;

    private final ProgramPlan plan;
    private final Random random;
    private final int sequences;
    private final int tokens; // the axis
    private final int kept; // the axis
    private final int[] before; // tokens of each sequence that are kept first
    private final int[] after; // tokens of each sequence in the end
    private final int[] sources; // tokens of each source
    private final int[][] blocks; // of each sequence
    private final int[][] sourceBlocks;
    private final List<Integer> unused = new ArrayList<>();

    /** @param lengths of the new tokens of each sequence, and of its source, as far as the model takes so many */
    StepTrial(ProgramPlan plan, List<Integer> lengths, Random random) {
        this.plan = plan;
        this.random = random;
        this.sequences = lengths.size();
        this.tokens = plan.axisNumber("tokens");
        this.kept = plan.inputs().get(plan.inputNumber("kept")).axis();
        this.before = new int[sequences];
        this.after = new int[sequences];
        this.sources = new int[sequences];
        int most = plan.axes().get(tokens).most();
        for (int i = 0; i < sequences; i++) {
            int more = Math.min(lengths.get(i), Math.max(1, most - 1));
            before[i] = Math.min(MOST_BEFORE, most - more);
            after[i] = before[i] + more;
            sources[i] = lengths.get(i);
            for (ProgramPlan.Axis axis : plan.axes()) {
                sources[i] = Math.min(sources[i], axis.most());
            }
        }
        for (int block = 0; block < blocks(); block++) {
            unused.add(block);
        }
        Collections.shuffle(unused, random);
        this.blocks = dealt(after);
        this.sourceBlocks = dealt(sources);
    }

    /** How many blocks there must be. */
    int blocks() {
        int all = 0;
        for (int i = 0; i < sequences; i++) {
            all += Math.ceilDiv(after[i], SLOTS) + Math.ceilDiv(sources[i], SLOTS);
        }
        return all;
    }

    /** Whether there are tokens to be kept first: a context of one token has no room for them. */
    boolean hasBefore() {
        for (int many : before) {
            if (many == 0) {
                return false;
            }
        }
        return true;
    }

    /** A call that keeps the tokens that come first; of {@code encode}, one that keeps the sources. */
    CallInputs first(int entry, CallState state) {
        return call(entry, new int[sequences], before, state);
    }

    /** A call that goes on from those. */
    CallInputs second(int entry, CallState state) {
        return call(entry, before, after, state);
    }

    private CallInputs call(int entry, int[] from, int[] to, CallState state) {
        EntryPlan needs = plan.entries().get(entry);
        CallInputs inputs = new CallInputs(sequences).state(state);
        for (int axis : needs.axes()) {
            int[] starts = new int[sequences + 1];
            for (int i = 0; i < sequences; i++) {
                int rows = axis == tokens ? to[i] - from[i] : axis == kept ? to[i] : sources[i];
                starts[i + 1] = starts[i] + rows;
            }
            inputs.axis(axis, starts);
        }
        for (int number : needs.inputs()) {
            ProgramPlan.Input input = plan.inputs().get(number);
            int[] starts = inputs.starts(input.axis());
            int[] values = new int[starts[sequences]];
            for (int i = 0; i < sequences; i++) {
                for (int row = 0; row < starts[i + 1] - starts[i]; row++) {
                    values[starts[i] + row] = value(input, i, from[i], row);
                }
            }
            inputs.indices(number, values);
        }
        return inputs;
    }

    private int value(ProgramPlan.Input input, int sequence, int from, int row) {
        return switch (input.name()) {
            case "token.places" -> from + row;
            case "slots" -> slot(blocks[sequence], from + row);
            case "kept" -> slot(blocks[sequence], row);
            case "source.slots", "source.kept" -> slot(sourceBlocks[sequence], row);
            default -> random.nextInt(input.limit());
        };
    }

    private static int slot(int[] own, int token) {
        return own[token / SLOTS] * SLOTS + token % SLOTS;
    }

    private int[][] dealt(int[] lengths) {
        int[][] dealt = new int[lengths.length][];
        for (int i = 0; i < lengths.length; i++) {
            dealt[i] = new int[Math.ceilDiv(lengths[i], SLOTS)];
            for (int j = 0; j < dealt[i].length; j++) {
                dealt[i][j] = unused.removeLast();
            }
        }
        return dealt;
    }
}
