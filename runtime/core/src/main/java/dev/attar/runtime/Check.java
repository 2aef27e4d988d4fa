package dev.attar.runtime;

/** How far a weight file is looked at when it is opened. */
public enum Check {
    /** Every rule of the format that its header tells; numbers stay unread. */
    HEADER,
    /** The numbers of a packed file, too: all are read and compared with the checksum in its header. */
    CONTENT
}
