package dev.attar.runtime.decode;

import java.util.Arrays;

/**
 * A sequence of which keys and values are kept: it knows in which blocks. Its tokens fill them in their order, from the first one that
 * is kept on. What it shares with others it never writes to: the last block becomes its own before it goes on ({@link #reserve}). Its
 * blocks are changed under the decoder's lock.
 */
final class CachedSequence implements Sequence {
    private static final int SLOTS = StateMemory.SLOTS;

    private final CachedDecoder owner;
    private final KeptSource source; // null: a model without
    private int[] blocks;
    private int held; // how many blocks it holds
    private int length;
    private int dropped; // tokens at the beginning that no later token sees; a multiple of 16
    private int extended; // how many tokens it had before the last extension
    private boolean closed;

    CachedSequence(CachedDecoder owner, KeptSource source) {
        this(owner, source, new int[4], 0, 0, 0, 0);
    }

    private CachedSequence(
            CachedDecoder owner, KeptSource source, int[] blocks, int held, int length, int dropped, int extended) {
        this.owner = owner;
        this.source = source;
        this.blocks = blocks;
        this.held = held;
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

    /** The slot of the {@code i}-th of the tokens that are kept, or that are about to be. */
    int slot(int i) {
        return blocks[i / SLOTS] * SLOTS + i % SLOTS;
    }

    /**
     * Holds blocks for so many more tokens, and the one that the first of them goes to alone.
     *
     * @throws OutOfMemoryError when there is no memory; {@link #giveBack} lets go of what it has got then
     */
    void reserve(int tokens, StateMemory memory) {
        int last = kept() / SLOTS;
        if (kept() % SLOTS != 0 && memory.isShared(blocks[last])) {
            blocks[last] = memory.own(blocks[last]);
        }
        int needed = Math.ceilDiv(kept() + tokens, SLOTS);
        if (needed > blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(needed, 2 * blocks.length));
        }
        while (held < needed) {
            blocks[held] = memory.take();
            held++;
        }
    }

    /** Lets go of blocks that hold nothing of it. */
    void giveBack(StateMemory memory) {
        int needed = Math.ceilDiv(kept(), SLOTS);
        while (held > needed) {
            memory.release(blocks[--held]);
        }
    }

    /** Adds tokens that room has been reserved for, and lets go of what no token after them sees that it had before. */
    void append(int count, int window, StateMemory memory) {
        drop(window, memory);
        extended = length;
        length += count;
    }

    /** Whole blocks: sums are taken in sixteens from the beginning on. */
    private void drop(int window, StateMemory memory) {
        int unseen = (length - window - dropped) / SLOTS;
        if (window > 0 && unseen > 0) {
            for (int i = 0; i < unseen; i++) {
                memory.release(blocks[i]);
            }
            System.arraycopy(blocks, unseen, blocks, 0, held - unseen);
            held -= unseen;
            dropped += unseen * SLOTS;
        }
    }

    @Override
    public Sequence fork() {
        checkOpen();
        return owner.fork(this);
    }

    /** Another one with the same blocks, which are held once more. */
    CachedSequence copy(StateMemory memory) {
        for (int i = 0; i < held; i++) {
            memory.hold(blocks[i]);
        }
        if (source != null) {
            source.hold();
        }
        return new CachedSequence(owner, source, blocks.clone(), held, length, dropped, extended);
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

    void cut(int wanted, StateMemory memory) {
        length = wanted;
        giveBack(memory);
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
        while (held > 0) {
            memory.release(blocks[--held]);
        }
        if (source != null) {
            source.release(memory);
        }
        blocks = new int[0];
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the sequence is closed");
        }
    }
}
