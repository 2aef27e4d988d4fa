package dev.attar.runtime.decode;

import java.util.Arrays;

/** A sequence of which keys and values are kept: it knows in which slots. Its slots are changed under the decoder's lock. */
final class CachedSequence implements Sequence {
    private final CachedDecoder owner;
    private final KeptSource source; // null: a model without
    private int[] slots; // of the tokens from `dropped` on
    private int length;
    private int dropped; // tokens at the beginning that no later token sees; a multiple of 16
    private int extended; // how many tokens it had before the last extension
    private boolean closed;

    CachedSequence(CachedDecoder owner, KeptSource source) {
        this(owner, source, new int[16], 0, 0, 0);
    }

    private CachedSequence(CachedDecoder owner, KeptSource source, int[] slots, int length, int dropped, int extended) {
        this.owner = owner;
        this.source = source;
        this.slots = slots;
        this.length = length;
        this.dropped = dropped;
        this.extended = extended;
    }

    /** The sequence, when it can be extended by this decoder. */
    static CachedSequence of(CachedDecoder decoder, Sequence sequence) {
        if (!(sequence instanceof CachedSequence own) || own.owner != decoder) {
            throw new IllegalStateException("the sequence belongs to another decoder");
        }
        own.checkOpen();
        return own;
    }

    @Override
    public int length() {
        return length;
    }

    KeptSource source() {
        return source;
    }

    /** How many of its tokens are kept. */
    int kept() {
        return length - dropped;
    }

    /** Copies the slots of its tokens. */
    void copyTo(int[] all, int at) {
        System.arraycopy(slots, 0, all, at, kept());
    }

    /** Adds tokens that have these slots. */
    void append(int[] more, int from, int count) {
        int kept = kept();
        if (kept + count > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(kept + count, 2 * slots.length));
        }
        System.arraycopy(more, from, slots, kept, count);
        extended = length;
        length += count;
    }

    /** Lets go of what no token from now on sees, in whole sixteens: sums are taken in sixteens from the beginning on. */
    void drop(int window, StateMemory.SlotPool pool) {
        int unseen = (length - window - dropped) / 16 * 16;
        if (window > 0 && unseen > 0) {
            pool.release(slots, 0, unseen);
            System.arraycopy(slots, unseen, slots, 0, kept() - unseen);
            dropped += unseen;
        }
    }

    @Override
    public Sequence fork() {
        checkOpen();
        return owner.fork(this);
    }

    /** Another one with the same slots, which are held once more. */
    CachedSequence copy(StateMemory.SlotPool pool) {
        pool.hold(slots, 0, kept());
        if (source != null) {
            source.hold();
        }
        return new CachedSequence(owner, source, slots.clone(), length, dropped, extended);
    }

    @Override
    public void truncate(int wanted) {
        checkOpen();
        if (wanted < extended || wanted > length) {
            throw new IllegalArgumentException("a sequence of " + length
                    + " tokens, the last extension of which began after " + extended + ", cannot be cut to " + wanted);
        }
        owner.truncate(this, wanted);
    }

    void cut(int wanted, StateMemory.SlotPool pool) {
        pool.release(slots, wanted - dropped, kept());
        length = wanted;
    }

    @Override
    public void close() {
        owner.close(this);
    }

    /** Lets go of everything, once. */
    void end(StateMemory memory) {
        if (closed) {
            return;
        }
        closed = true;
        memory.tokens().release(slots, 0, kept());
        if (source != null && source.release()) {
            memory.sources().release(source.slots(), 0, source.slots().length);
        }
        slots = new int[0];
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the sequence is closed");
        }
    }
}
