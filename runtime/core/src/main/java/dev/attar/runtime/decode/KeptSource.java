package dev.attar.runtime.decode;

import dev.attar.runtime.device.DeviceException;

/** What is kept of a source, for all sequences that belong to it: in blocks of its own. Changed under the decoder's lock. */
final class KeptSource {
    private final int[] slots;
    private int holders = 1;

    private KeptSource(int[] slots) {
        this.slots = slots;
    }

    /**
     * Room for the tokens of a source.
     *
     * @throws OutOfMemoryError when there is no memory; nothing is held then
     * @throws DeviceException when a device has no memory, or failed; nothing is held then
     */
    static KeptSource of(int tokens, StateMemory memory) {
        int[] slots = new int[tokens];
        for (int i = 0; i < tokens; i++) {
            try {
                slots[i] = i % StateMemory.SLOTS == 0 ? memory.take() * StateMemory.SLOTS : slots[i - 1] + 1;
            } catch (OutOfMemoryError | DeviceException none) {
                release(slots, i, memory);
                throw none;
            }
        }
        return new KeptSource(slots);
    }

    /** Of its tokens, in their order. */
    int[] slots() {
        return slots;
    }

    void hold() {
        holders++;
    }

    /** Lets go of it; of its memory, when nobody holds it any more. */
    void release(StateMemory memory) {
        if (--holders == 0) {
            release(slots, slots.length, memory);
        }
    }

    private static void release(int[] slots, int count, StateMemory memory) {
        for (int i = 0; i < count; i += StateMemory.SLOTS) {
            memory.release(slots[i] / StateMemory.SLOTS);
        }
    }
}
