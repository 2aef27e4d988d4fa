package dev.attar.runtime.packing;

import dev.attar.runtime.kernel.Slot.Layout;

/** What packing does to the numbers of a tensor, and which of them it leaves finite. */
public enum Rounding {
    /** Nothing. */
    NONE(
            0x7f800000,
            "finite numbers",
            "the training that made these weights failed, or the file is damaged; use another copy"),
    /** bfloat16. The limit is half-way between the largest one and 2^128; a tie goes to the even one, which is infinity. */
    BFLOAT16(
            0x7f7f8000,
            "numbers that stay finite in bfloat16 (below 3.3961776e38)",
            "keep these weights in fp32: compile without --weights-as bf16"),
    /** Integers times a scale, which may be larger than what it was made of by one part in 256. */
    INT8(
            0x7f7e0000,
            "numbers that stay finite in int8 (below 3.3762391e38)",
            "keep these weights in fp32: compile without --weights-as int8");

    private final float limit;
    private final String expected;
    private final String hint;

    Rounding(int limit, String expected, String hint) {
        this.limit = Float.intBitsToFloat(limit);
        this.expected = expected;
        this.hint = hint;
    }

    static Rounding of(Layout layout) {
        return switch (layout) {
            case Layout.Rows _, Layout.Panels _, Layout.Distances _ -> NONE;
            case Layout.Bfloat16Panels _ -> BFLOAT16;
            case Layout.Int8Panels _ -> INT8;
        };
    }

    /** From which on a number would not be finite. */
    public float limit() {
        return limit;
    }

    /** What to say is expected. */
    String expected() {
        return expected;
    }

    /** What to do about numbers that are not. */
    String hint() {
        return hint;
    }
}
