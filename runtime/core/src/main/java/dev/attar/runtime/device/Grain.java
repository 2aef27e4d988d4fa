package dev.attar.runtime.device;

/** How large the tasks of a call are. The results are the same, bit for bit. */
public enum Grain {
    /** Large ones, unless there would be too few of them for the device. */
    AS_SUITS,
    /** Large ones, each of which does the most with what it reads. */
    COARSE,
    /** Small ones, of which there are more. */
    FINE,
    /** Those made for few rows. */
    FEW
}
