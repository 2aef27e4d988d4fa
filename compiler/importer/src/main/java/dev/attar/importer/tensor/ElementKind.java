package dev.attar.importer.tensor;

/** How one element of a tensor is stored; little-endian. */
public enum ElementKind {
    FLOAT32(4, true),
    FLOAT16(2, true),
    BFLOAT16(2, true),
    FLOAT64(8, true),
    INT64(8, false),
    INT32(4, false),
    INT16(2, false),
    INT8(1, false),
    UINT16(2, false),
    UINT8(1, false),
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    ElementKind(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    public boolean floating() {
        return floating;
    }

    /** Whether a weight file of Attar's may hold it. */
    public boolean isWeight() {
        return this == FLOAT32 || this == FLOAT16 || this == BFLOAT16;
    }
}
