package dev.attar.runtime.weights;

import java.lang.foreign.Arena;

/** Memory outside the heap with several owners, such as a mapped file that sessions run on: freed when the last lets go. */
public final class SharedMemory implements AutoCloseable {
    private final Arena arena;
    private final boolean collected;
    private int owners = 1;

    public SharedMemory() {
        this(Arena.ofShared(), false);
    }

    private SharedMemory(Arena arena, boolean collected) {
        this.arena = arena;
        this.collected = collected;
    }

    /** Memory that the garbage collector frees when nothing refers to it any more; closing it frees nothing. */
    public static SharedMemory collected() {
        return new SharedMemory(Arena.ofAuto(), true);
    }

    /** Where the memory is allocated. */
    public Arena arena() {
        return arena;
    }

    /**
     * One owner more.
     *
     * @throws IllegalStateException when the memory is freed already
     */
    public synchronized SharedMemory keep() {
        if (owners == 0) {
            throw new IllegalStateException("memory is kept that is freed already");
        }
        owners++;
        return this;
    }

    /** One owner less; each calls it once. */
    @Override
    public synchronized void close() {
        if (--owners == 0 && !collected) {
            arena.close();
        }
    }
}
