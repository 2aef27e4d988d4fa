package dev.attar.runtime.opencl;

import java.util.Locale;

/** Amounts of memory for people. */
final class Bytes {
    private Bytes() {}

    static String of(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000_000L
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
