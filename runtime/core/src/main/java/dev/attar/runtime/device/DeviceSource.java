package dev.attar.runtime.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the source of kernels, which lies beside the generated class. */
public final class DeviceSource {
    private DeviceSource() {}

    /**
     * @param resource as {@code Class.getResourceAsStream} gave it to the generated class: null when it is not there
     * @param name of the resource, for the message
     * @throws IllegalStateException when the resource is missing
     */
    public static String read(InputStream resource, String name) {
        if (resource == null) {
            throw new IllegalStateException(
                    "the resource " + name + " is not beside the generated class: copy the .cl file"
                            + " that attar compile wrote to where the class files are");
        }
        try (resource) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(name, failed);
        }
    }
}
