package dev.attar.importer.term;

/** What an index of a view's axis moves along in the value behind it. */
public sealed interface Part {
    /** The sequence of the batch. */
    record Batch() implements Part {}

    /** The token of the sequence. */
    record Sequence() implements Part {}

    /** {@code size} channels that lie {@code stride} apart. */
    record Channels(long size, long stride) implements Part {}
}
