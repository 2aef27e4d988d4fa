package dev.attar.runtime.decode;

/** What is kept of a source, for all sequences that belong to it. */
final class KeptSource {
    private final int[] slots;
    private int holders = 1;

    KeptSource(int[] slots) {
        this.slots = slots;
    }

    int[] slots() {
        return slots;
    }

    void hold() {
        holders++;
    }

    /** Whether nobody holds it any more. */
    boolean release() {
        return --holders == 0;
    }
}
