package dev.attar.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The working memory of calls, kept from one call to the next. It grows when a call needs more than any idle piece has
 * and never shrinks; at most {@code most} idle pieces are kept. What a call leaves in its memory the next one finds there:
 * a program reads nothing that it has not written.
 */
final class ArenaPool implements AutoCloseable {
    /**
     * Set to true, each call's memory is filled with NaN first, so that a program that reads what it has not written shows it
     * in its results. For tests.
     */
    static final String POISON = "attar.poison";

    private static final long SMALLEST = 1 << 14;

    private final boolean poison = Boolean.getBoolean(POISON);
    private final int most;
    private final List<Piece> idle = new ArrayList<>();
    private boolean closed;

    /** One call's memory. */
    record Piece(Arena arena, MemorySegment floats) {
        long size() {
            return floats.byteSize() / Float.BYTES;
        }
    }

    ArenaPool(int most) {
        this.most = most;
    }

    /**
     * Memory of at least so many floats.
     *
     * @throws OutOfMemoryError when there is not so much
     */
    Piece take(long floats) {
        Piece piece = fromIdle(floats);
        if (piece == null) {
            try {
                piece = allocate(rounded(floats));
            } catch (OutOfMemoryError _) {
                freeIdle();
                piece = allocate(floats);
            }
        }
        if (poison) {
            piece.floats().fill((byte) 0xff); // all ones is a NaN
        }
        return piece;
    }

    /** Gives the memory back. */
    void give(Piece piece) {
        synchronized (this) {
            if (!closed && idle.size() < most) {
                idle.add(piece);
                return;
            }
        }
        piece.arena().close();
    }

    /** Frees what is idle now, and later what is given back. */
    @Override
    public synchronized void close() {
        closed = true;
        freeIdle();
    }

    private synchronized void freeIdle() {
        idle.forEach(piece -> piece.arena().close());
        idle.clear();
    }

    private static Piece allocate(long floats) {
        Arena arena = Arena.ofShared();
        try {
            return new Piece(arena, Aligned.floats(arena, floats));
        } catch (OutOfMemoryError none) {
            arena.close();
            throw none;
        }
    }

    /** The smallest idle piece that is large enough. When there is none the largest makes room for its successor. */
    private Piece fromIdle(long floats) {
        Piece outgrown;
        synchronized (this) {
            int best = -1;
            int largest = -1;
            for (int i = 0; i < idle.size(); i++) {
                long size = idle.get(i).size();
                if (size >= floats && (best < 0 || size < idle.get(best).size())) {
                    best = i;
                }
                if (largest < 0 || size > idle.get(largest).size()) {
                    largest = i;
                }
            }
            if (best >= 0) {
                return idle.remove(best);
            }
            outgrown = largest < 0 ? null : idle.remove(largest);
        }
        if (outgrown != null) {
            outgrown.arena().close();
        }
        return null;
    }

    /** Up by at most an eighth, so that a slightly longer call finds room too. */
    static long rounded(long floats) {
        if (floats <= SMALLEST) {
            return SMALLEST;
        }
        long step = Long.highestOneBit(floats) / 8;
        return floats > Long.MAX_VALUE - step ? floats : Math.ceilDiv(floats, step) * step;
    }
}
