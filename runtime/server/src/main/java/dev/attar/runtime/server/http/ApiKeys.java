package dev.attar.runtime.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The keys that requests may come with. They are kept as digests, and compared in a time that tells nothing about them. */
public final class ApiKeys {
    private final List<byte[]> digests;

    /** @param keys none: every request may come */
    public ApiKeys(List<String> keys) {
        digests = keys.stream().map(ApiKeys::digest).toList();
    }

    /** Whether keys are asked for at all. */
    public boolean asked() {
        return !digests.isEmpty();
    }

    /** Whether a request with this key may come. */
    public boolean accept(String key) {
        byte[] given = digest(key);
        boolean known = digests.isEmpty();
        for (byte[] digest : digests) {
            known |= MessageDigest.isEqual(digest, given); // all of them, whichever it is
        }
        return known;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
