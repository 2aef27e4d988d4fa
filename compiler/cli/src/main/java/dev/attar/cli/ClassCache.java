package dev.attar.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compiled classes of earlier runs, a file for each key. The file begins with the SHA-256 of the rest, so one that is cut or
 * changed is not used but made again; it is written beside its place and moved there, so several processes can share the
 * folder. A folder that cannot be used costs time, never a run.
 */
final class ClassCache {
    private static final String ENDING = ".classes";
    /** Older files beyond this many are deleted. */
    private static final int MOST_FILES = 64;

    private static final int HASH_BYTES = 32;

    private final Optional<Path> folder;

    /** Where the cache is; empty: nowhere, everything is made each time. */
    ClassCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /** {@code ATTAR_CACHE}, else {@code attar} in {@code XDG_CACHE_HOME}, else {@code .cache/attar} in the home folder. */
    static ClassCache of(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("ATTAR_CACHE", "");
        if (!own.isEmpty()) {
            return new ClassCache(Optional.of(Path.of(own)));
        }
        // The standard says that a relative path is to be ignored.
        String standard = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!standard.isEmpty() && Path.of(standard).isAbsolute()) {
            return new ClassCache(Optional.of(Path.of(standard, "attar")));
        }
        return new ClassCache(home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".cache", "attar")));
    }

    /** Classes by name, and whether they were found. */
    record Found(SequencedMap<String, byte[]> classes, boolean cached) {}

    /**
     * The classes kept under {@code key}, or else those that {@code make} makes, which are kept.
     *
     * @param key a file name, see {@link Fingerprint}
     */
    Found get(String key, Supplier<? extends Map<String, byte[]>> make) {
        Optional<Path> file = folder.map(f -> f.resolve(key + ENDING));
        Optional<SequencedMap<String, byte[]>> kept = file.flatMap(ClassCache::read);
        if (kept.isPresent()) {
            return new Found(kept.get(), true);
        }
        SequencedMap<String, byte[]> made = new TreeMap<>(make.get());
        file.ifPresent(f -> write(f, made));
        return new Found(made, false);
    }

    private static Optional<SequencedMap<String, byte[]>> read(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            if (all.length < HASH_BYTES) {
                return Optional.empty();
            }
            byte[] body = Arrays.copyOfRange(all, HASH_BYTES, all.length);
            if (!Arrays.equals(Fingerprint.sha256(body), Arrays.copyOf(all, HASH_BYTES))) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(decoded(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void write(Path file, SequencedMap<String, byte[]> classes) {
        Path beside = null;
        try {
            Files.createDirectories(file.getParent());
            byte[] body = encoded(classes);
            beside = Files.createTempFile(file.getParent(), "new", ".tmp");
            try (var out = Files.newOutputStream(beside)) {
                out.write(Fingerprint.sha256(body));
                out.write(body);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            deleteOldest(file.getParent());
        } catch (IOException e) {
            deleteQuietly(beside);
        }
    }

    private static void deleteOldest(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(ENDING))
                    .sorted(Comparator.comparing((Path f) -> f.toFile().lastModified())
                            .reversed())
                    .toList();
        }
        files.stream().skip(MOST_FILES).forEach(ClassCache::deleteQuietly);
    }

    private static void deleteQuietly(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It stays, and does no harm.
        }
    }

    private static byte[] encoded(SequencedMap<String, byte[]> classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static SequencedMap<String, byte[]> decoded(byte[] body) throws IOException {
        SequencedMap<String, byte[]> classes = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(in.readInt()));
            }
        }
        return classes;
    }
}
