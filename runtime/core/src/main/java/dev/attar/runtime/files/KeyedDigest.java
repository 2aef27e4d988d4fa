package dev.attar.runtime.files;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * HMAC-SHA256: a digest that only who has the key can make. By hand, because setting up the JDK's own costs a short process as much
 * time as all else it does with the store.
 * <p>Source: RFC 2104.
 */
final class KeyedDigest {
    static final int BYTES = 32;

    private static final int BLOCK = 64;

    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    /** @param key 1 to 64 bytes */
    KeyedDigest(byte[] key) {
        for (int i = 0; i < BLOCK; i++) {
            byte k = i < key.length ? key[i] : 0;
            inner[i] = (byte) (k ^ 0x36);
            outer[i] = (byte) (k ^ 0x5c);
        }
    }

    /** The digest of all parts, one after the other. */
    byte[] of(ByteBuffer... parts) {
        MessageDigest digest = sha256();
        digest.update(inner);
        for (ByteBuffer part : parts) {
            digest.update(part);
        }
        byte[] first = digest.digest();
        digest.update(outer);
        return digest.digest(first);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError("every JDK has SHA-256", missing);
        }
    }
}
