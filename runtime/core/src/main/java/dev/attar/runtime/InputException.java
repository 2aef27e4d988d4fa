package dev.attar.runtime;

/**
 * A batch is refused, before anything is computed. {@link #reason()} says why; the message adds where it is and what to
 * do.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a batch is refused. */
    public enum Reason {
        /** No sequences at all. */
        EMPTY_BATCH,
        /** A sequence without tokens. */
        EMPTY_SEQUENCE,
        /** A token id below 0, or not below the size of the vocabulary. */
        ID_OUTSIDE_VOCABULARY,
        /** A sequence with more tokens than the model's context. */
        SEQUENCE_TOO_LONG,
        /** Segment ids that the model does not have, or not one for each token. */
        SEGMENTS,
        /** A source that the model does not read, not one for each sequence, or none where a translator reads one. */
        SOURCE,
        /** Another value than the model declares for an input. */
        OUT_OF_RANGE,
        /** An entry point is called without something that it needs. */
        MISSING_INPUT,
        /** A batch with more tokens than can be counted, or than there is memory for. */
        TOO_MANY_TOKENS
    }

    private final Reason reason;
    private final int sequence;
    private final int position;

    /**
     * @param sequence the sequence's number in the batch, from 0; -1 when it is not about one sequence
     * @param position the token's number in the sequence, from 0; -1 when it is not about one token
     */
    public InputException(Reason reason, int sequence, int position, String message) {
        super(message);
        this.reason = reason;
        this.sequence = sequence;
        this.position = position;
    }

    public Reason reason() {
        return reason;
    }

    /** The number of the sequence in the batch, from 0; -1 when it is not about one sequence. */
    public int sequence() {
        return sequence;
    }

    /** The number of the token in its sequence, from 0; -1 when it is not about one token. */
    public int position() {
        return position;
    }
}
