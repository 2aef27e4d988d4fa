package dev.attar.importer.source;

/**
 * A model that cannot be imported. The message is written for the person who gave the file: where (file, node or tensor), what
 * was found, and what to do.
 */
public final class ImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
