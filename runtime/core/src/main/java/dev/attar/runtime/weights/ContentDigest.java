package dev.attar.runtime.weights;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of memory outside the heap: above 1 GB/s where the processor has instructions for it. */
public final class ContentDigest {
    private static final int CHUNK = 1 << 20;

    private ContentDigest() {}

    public static byte[] sha256(MemorySegment data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < data.byteSize(); at += CHUNK) {
                digest.update(
                        data.asSlice(at, Math.min(CHUNK, data.byteSize() - at)).asByteBuffer());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
