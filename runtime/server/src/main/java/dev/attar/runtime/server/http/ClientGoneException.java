package dev.attar.runtime.server.http;

/** The client has closed the connection, or is too slow to be waited for. */
public final class ClientGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClientGoneException(Throwable cause) {
        super("the client has gone: " + cause.getMessage(), cause, false, false);
    }
}
