package dev.attar.runtime.server.http;

import java.util.Optional;

/**
 * A request is refused, or has failed: what its client is told.
 *
 * @see ErrorShape how it is written
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String parameter;
    private final int retryAfter;

    private ApiException(int status, String code, String parameter, String message, int retryAfter, Throwable cause) {
        super(message, cause, false, false);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
        this.retryAfter = retryAfter;
    }

    /**
     * Something is wrong with the request.
     *
     * @param parameter the member of the body that it is about; empty: none
     */
    public static ApiException invalid(String parameter, String message) {
        return new ApiException(400, "invalid_value", parameter, message, 0, null);
    }

    /** A refusal with another status. */
    public static ApiException of(int status, String code, String parameter, String message) {
        return new ApiException(status, code, parameter, message, 0, null);
    }

    /** The server cannot do it now. */
    static ApiException later(int status, String code, String message, int retryAfter) {
        return new ApiException(status, code, "", message, retryAfter, null);
    }

    /** A fault of the server. */
    static ApiException fault(String id, Throwable cause) {
        return new ApiException(
                500, "internal_error", "", "internal error; the server's log has more about request " + id, 0, cause);
    }

    public int status() {
        return status;
    }

    /** What kind of refusal it is, for programs. */
    public String code() {
        return code;
    }

    /** The member of the body that it is about. */
    public Optional<String> parameter() {
        return parameter.isEmpty() ? Optional.empty() : Optional.of(parameter);
    }

    /** After how many seconds another try may do better; 0: nothing is said. */
    public int retryAfter() {
        return retryAfter;
    }
}
