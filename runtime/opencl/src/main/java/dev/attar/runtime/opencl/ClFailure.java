package dev.attar.runtime.opencl;

/** A call of OpenCL has failed. Never leaves this module: it becomes a {@code DeviceException} that says what to do. */
final class ClFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int DEVICE_NOT_AVAILABLE = -2;
    static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
    static final int OUT_OF_RESOURCES = -5;
    static final int OUT_OF_HOST_MEMORY = -6;
    static final int BUILD_PROGRAM_FAILURE = -11;
    static final int INVALID_BINARY = -42;
    static final int INVALID_BUFFER_SIZE = -61;

    private final int code;

    ClFailure(String call, int code) {
        super(call + " failed: " + name(code));
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether memory is what was missing. */
    boolean isOfMemory() {
        return code == MEM_OBJECT_ALLOCATION_FAILURE || code == OUT_OF_HOST_MEMORY || code == INVALID_BUFFER_SIZE;
    }

    private static String name(int code) {
        String name = switch (code) {
            case DEVICE_NOT_AVAILABLE -> "CL_DEVICE_NOT_AVAILABLE";
            case MEM_OBJECT_ALLOCATION_FAILURE -> "CL_MEM_OBJECT_ALLOCATION_FAILURE";
            case OUT_OF_RESOURCES -> "CL_OUT_OF_RESOURCES";
            case OUT_OF_HOST_MEMORY -> "CL_OUT_OF_HOST_MEMORY";
            case BUILD_PROGRAM_FAILURE -> "CL_BUILD_PROGRAM_FAILURE";
            case INVALID_BINARY -> "CL_INVALID_BINARY";
            case INVALID_BUFFER_SIZE -> "CL_INVALID_BUFFER_SIZE";
            default -> "";
        };
        return name.isEmpty() ? "code " + code : name + " (" + code + ")";
    }
}
