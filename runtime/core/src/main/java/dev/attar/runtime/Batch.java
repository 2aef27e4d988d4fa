package dev.attar.runtime;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.batches.InputCheck;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.InputNames;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Token sequences of any lengths, packed one after another; no padding. Immutable: the arrays given are copied. A token
 * may have a segment id (which of two texts it belongs to); without them all are 0. A translator reads a source for each sequence:
 * {@code Batch.of(targets).withSource(Batch.of(sources))}.
 */
public final class Batch {
    private final int[] ids;
    private final int[] segments; // null: the caller gave none
    private final boolean segmentsOptional;
    private final int[] starts;
    private final Batch source; // null: the caller gave none

    private Batch(int[] ids, int[] segments, boolean segmentsOptional, int[] starts, Batch source) {
        this.ids = ids;
        this.segments = segments;
        this.segmentsOptional = segmentsOptional;
        this.starts = starts;
        this.source = source;
    }

    /**
     * A batch of sequences of token ids.
     *
     * @throws InputException when there is no sequence, or one is empty
     */
    public static Batch of(int[]... sequences) {
        return of(Arrays.asList(sequences));
    }

    /**
     * A batch of sequences of token ids.
     *
     * @throws InputException when there is no sequence, or one is empty
     */
    public static Batch of(List<int[]> sequences) {
        int[] starts = starts(sequences);
        return new Batch(packed(sequences, starts), null, false, starts, null);
    }

    /**
     * A batch of sequences of token ids, with the segment id of each token.
     *
     * @throws InputException when there is no sequence, one is empty, or not every token has a segment id
     */
    public static Batch of(List<int[]> sequences, List<int[]> segments) {
        return of(sequences, segments, false);
    }

    /**
     * A batch of sequences as a tokenizer gives them: its segment ids reach a model that has segments. A model without them, such as
     * DistilBERT, does not read them, and does not refuse them either.
     *
     * @throws InputException when there is no sequence, one is empty, or not every token has a segment id
     */
    public static Batch ofTexts(List<int[]> sequences, List<int[]> segments) {
        return of(sequences, segments, true);
    }

    private static Batch of(List<int[]> sequences, List<int[]> segments, boolean segmentsOptional) {
        int[] starts = starts(sequences);
        if (segments.size() != sequences.size()) {
            throw new InputException(
                    Reason.SEGMENTS,
                    -1,
                    -1,
                    "there are segment ids for " + segments.size() + " sequences, but " + sequences.size()
                            + " sequences: give one array for each");
        }
        for (int i = 0; i < segments.size(); i++) {
            int length = starts[i + 1] - starts[i];
            if (segments.get(i).length != length) {
                throw new InputException(
                        Reason.SEGMENTS,
                        i,
                        -1,
                        "sequence " + i + " has " + length + " tokens but " + segments.get(i).length
                                + " segment ids: give one for each token");
            }
        }
        return new Batch(packed(sequences, starts), packed(segments, starts), segmentsOptional, starts, null);
    }

    /**
     * Adds to each sequence the source that a translator reads for it.
     *
     * @param read a sequence for each of this batch's, in their order
     * @throws InputException when there are more or fewer, or they have sources themselves
     */
    public Batch withSource(Batch read) {
        if (read.sequences() != sequences()) {
            throw new InputException(
                    Reason.SOURCE,
                    -1,
                    -1,
                    "there are " + read.sequences() + " sources for " + sequences() + " sequences: give one for each");
        }
        if (read.source != null) {
            throw new InputException(
                    Reason.SOURCE, -1, -1, "a source has a source itself: give only one for each sequence");
        }
        return new Batch(ids, segments, segmentsOptional, starts, read);
    }

    /** B, the number of sequences; at least 1. */
    public int sequences() {
        return starts.length - 1;
    }

    /** T, the number of tokens of all sequences together. */
    public int tokens() {
        return ids.length;
    }

    /** The number of tokens of one sequence; at least 1. */
    public int length(int sequence) {
        return starts[sequence + 1] - starts[sequence];
    }

    /** The first token of a sequence among all tokens of the batch: the row where its results begin. */
    public int start(int sequence) {
        return starts[sequence];
    }

    /** The tokens of the longest sequence. */
    public int longest() {
        int longest = 0;
        for (int i = 0; i < sequences(); i++) {
            longest = Math.max(longest, length(i));
        }
        return longest;
    }

    /** A copy of the token ids of one sequence. */
    public int[] ids(int sequence) {
        return Arrays.copyOfRange(ids, starts[sequence], starts[sequence + 1]);
    }

    /** A copy of the segment ids of one sequence; all 0 when none were given. */
    public int[] segments(int sequence) {
        return hasSegments()
                ? Arrays.copyOfRange(segments, starts[sequence], starts[sequence + 1])
                : new int[length(sequence)];
    }

    /** Whether segment ids were given. */
    public boolean hasSegments() {
        return segments != null;
    }

    /** The sources of the sequences, where a translator is to read such. */
    public Optional<Batch> source() {
        return Optional.ofNullable(source);
    }

    /** The larger of the tokens and those of the sources. */
    int mostTokens() {
        return source == null ? tokens() : Math.max(tokens(), source.tokens());
    }

    /** The ids of all tokens; not a copy. */
    int[] ids() {
        return ids;
    }

    /** The segment ids of all tokens; not a copy; null when none were given. */
    int[] segments() {
        return segments;
    }

    /** The first token of each sequence, then the number of tokens; not a copy. */
    int[] starts() {
        return starts;
    }

    /**
     * Fills a frame for a call of an entry point that reads tokens.
     *
     * @param zeros segment ids where none were given: at least as many 0 as there are tokens, and tokens of sources
     * @throws InputException when there are sources, or segment ids that must be read, and the program has no use for them
     */
    void into(Frame frame, ProgramPlan plan, int entry, int[] zeros) {
        frame.begin(entry, sequences());
        into(frame, plan, InputNames.TOKENS, InputNames.IDS, segmentInput(plan, InputNames.SEGMENTS), zeros);
        if (source != null) {
            checkSource(plan);
            int segmentInput = source.segmentInput(plan, InputNames.OF_SOURCE + InputNames.SEGMENTS);
            source.into(
                    frame, plan, InputNames.SOURCE_TOKENS, InputNames.OF_SOURCE + InputNames.IDS, segmentInput, zeros);
        }
    }

    private void into(Frame frame, ProgramPlan plan, String axis, String input, int segmentInput, int[] zeros) {
        frame.axis(plan.axisNumber(axis), starts);
        frame.indices(plan.inputNumber(input), ids);
        if (segmentInput >= 0) {
            frame.indices(segmentInput, hasSegments() ? segments : zeros);
        }
    }

    /**
     * What a program is given for an entry point that reads tokens.
     *
     * @throws InputException when there are sources, or segment ids that must be read, and the program has no use for them
     */
    CallInputs inputs(ProgramPlan plan) {
        CallInputs inputs = new CallInputs(sequences());
        into(inputs, plan, InputNames.TOKENS, InputNames.IDS, segmentInput(plan, InputNames.SEGMENTS));
        if (source != null) {
            checkSource(plan);
            int segmentInput = source.segmentInput(plan, InputNames.OF_SOURCE + InputNames.SEGMENTS);
            source.into(inputs, plan, InputNames.SOURCE_TOKENS, InputNames.OF_SOURCE + InputNames.IDS, segmentInput);
        }
        return inputs;
    }

    private void into(CallInputs inputs, ProgramPlan plan, String axis, String input, int segmentInput) {
        inputs.axis(plan.axisNumber(axis), starts).indices(plan.inputNumber(input), ids);
        if (segmentInput >= 0) {
            inputs.indices(segmentInput, hasSegments() ? segments : new int[tokens()]);
        }
    }

    private static void checkSource(ProgramPlan plan) {
        if (plan.inputNumber(InputNames.OF_SOURCE + InputNames.IDS) < 0) {
            String message = plan.model() + " reads no source, but the batch has sources: leave them out";
            throw new InputException(Reason.SOURCE, -1, -1, message);
        }
    }

    private int segmentInput(ProgramPlan plan, String name) {
        int input = plan.inputNumber(name);
        if (hasSegments() && !segmentsOptional && input < 0) {
            String message = plan.model() + " has no segments, but the batch has segment ids: leave them out";
            throw new InputException(Reason.SEGMENTS, -1, -1, message);
        }
        return input;
    }

    private static int[] starts(List<int[]> sequences) {
        if (sequences.isEmpty()) {
            throw new InputException(Reason.EMPTY_BATCH, -1, -1, "the batch is empty: give at least one sequence");
        }
        int[] starts = new int[sequences.size() + 1];
        for (int i = 0; i < sequences.size(); i++) {
            int length = sequences.get(i).length;
            if (length == 0) {
                throw InputCheck.emptySequence(i);
            }
            if (starts[i] > Integer.MAX_VALUE - 8 - length) {
                String message = "the batch has more than " + (Integer.MAX_VALUE - 8) + " tokens: split it";
                throw new InputException(Reason.TOO_MANY_TOKENS, i, -1, message);
            }
            starts[i + 1] = starts[i] + length;
        }
        return starts;
    }

    private static int[] packed(List<int[]> sequences, int[] starts) {
        int[] all = new int[starts[sequences.size()]];
        for (int i = 0; i < sequences.size(); i++) {
            System.arraycopy(sequences.get(i), 0, all, starts[i], starts[i + 1] - starts[i]);
        }
        return all;
    }
}
