package dev.attar.runtime.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is remembered from one process to the next: a folder of small files, each with a checksum, each written whole or not at
 * all. A file that is damaged is as good as none, and no failure to read or write is an error: everything here can be found out
 * again.
 */
final class Notebook {
    private static final int HASH_BYTES = 32;

    private final Optional<Path> folder;

    /** @param folder where the files are; empty: nothing is remembered */
    Notebook(Optional<Path> folder) {
        this.folder = folder;
    }

    /** {@code ATTAR_CACHE}, else {@code attar} in {@code XDG_CACHE_HOME}, else {@code .cache/attar} at home; in it, opencl. */
    static Notebook of(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("ATTAR_CACHE", "");
        String standard = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!own.isEmpty()) {
            return new Notebook(Optional.of(Path.of(own, "opencl")));
        }
        if (!standard.isEmpty()) {
            return new Notebook(Optional.of(Path.of(standard, "attar", "opencl")));
        }
        return new Notebook(
                home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".cache", "attar", "opencl")));
    }

    /** A name for a file, from all that it depends on. */
    static String name(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) ':');
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** What was remembered under the name; empty when nothing was, or it is damaged. */
    Optional<byte[]> read(String name) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] all = Files.readAllBytes(folder.get().resolve(name));
            if (all.length < HASH_BYTES) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOfRange(all, HASH_BYTES, all.length);
            boolean whole = Arrays.equals(sha256().digest(content), Arrays.copyOf(all, HASH_BYTES));
            return whole ? Optional.of(content) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Remembers something under the name. */
    void write(String name, byte[] content) {
        if (folder.isEmpty()) {
            return;
        }
        Path part = folder.get().resolve(name + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder.get());
            byte[] all = Arrays.copyOf(sha256().digest(content), HASH_BYTES + content.length);
            System.arraycopy(content, 0, all, HASH_BYTES, content.length);
            Files.write(part, all);
            moveOver(part, folder.get().resolve(name));
        } catch (IOException unwilling) {
            delete(part);
        }
    }

    /** Forgets it. */
    void forget(String name) {
        folder.ifPresent(f -> delete(f.resolve(name)));
    }

    /** What is remembered under names that begin so. */
    List<String> names(String beginning) {
        List<String> names = new ArrayList<>();
        if (folder.isEmpty()) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get(), beginning + "*")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException none) {
            return names;
        }
        return names;
    }

    private static void moveOver(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // What stays is either whole or recognised as damaged.
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
