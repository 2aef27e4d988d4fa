package dev.attar.compiler.model;

/** What one element of a tensor is. */
public enum ElementType {
    /** IEEE 754 binary32. */
    FLOAT,
    /** A 32-bit index: a token id, a segment id, a position. */
    INDEX
}
