package dev.attar.runtime.device;

/** A device cannot do what it should. {@link #reason()} says why; the message adds which device, and what to do. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Nothing that reaches devices is on the class path. */
        NO_RUNTIME,
        /** There is no device, or none of this name, or all are quarantined. */
        NO_DEVICE,
        /** The driver does not build the kernels; the message has its log. */
        BUILD,
        /** The results were wrong. */
        SELF_TEST,
        /** There is not enough memory on the device. */
        MEMORY,
        /** The device failed in a call. It is not used again by this process. */
        LOST,
        /** What sequences have kept was on a device that is lost. */
        STATE_LOST
    }

    private final Reason reason;

    public DeviceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public DeviceException(Reason reason, String message) {
        this(reason, message, null);
    }

    public Reason reason() {
        return reason;
    }
}
