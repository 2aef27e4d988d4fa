package dev.attar.compiler.loops;

/**
 * Who works on one task: {@code across * down} items that each run the body, share {@link Space#LOCAL} memory and wait for
 * each other at a {@link Statement.Barrier}. One item alone is an ordinary worker.
 *
 * <pre>
 *            across 0   1   2  …  15
 *          +-----+-----+-----+-----+      an item knows its place by two integers, {@link #ACROSS} and {@link #DOWN};
 *   down 0 |     |     |     |     |      neighbours across read neighbouring memory
 *        1 |     |     |     |     |
 *        … |     |     |     |     |
 * </pre>
 */
public record Group(int across, int down) {
    /** One item. */
    public static final Group ONE = new Group(1, 1);

    /** The place of an item in its row of the group: the name every body knows without declaring it. */
    public static final String ACROSS = "across";

    /** The row of an item in the group: the name every body knows without declaring it. */
    public static final String DOWN = "down";

    public Group {
        if (across < 1 || down < 1) throw new IllegalArgumentException("group " + across + "x" + down);
    }

    public int items() {
        return across * down;
    }

    @Override
    public String toString() {
        return across + "x" + down;
    }
}
