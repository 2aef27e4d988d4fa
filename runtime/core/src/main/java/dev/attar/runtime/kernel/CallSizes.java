package dev.attar.runtime.kernel;

/** How much a call is given: the integers that all sizes of memory and all counts of tasks follow from. */
public interface CallSizes {
    /** B, the number of sequences. */
    int sequences();

    /** Rows of all sequences together, along an axis of {@link ProgramPlan#axes()}. */
    int rows(int axis);

    /** Rows of the longest sequence along an axis, rounded up to a multiple of 16. */
    int longest(int axis);
}
