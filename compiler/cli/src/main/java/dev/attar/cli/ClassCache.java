package dev.attar.cli;

import dev.attar.runtime.files.PrivateStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Compiled classes of earlier runs, in a {@link PrivateStore}: an entry for each key. Code that somebody else put there is not
 * run. A folder that cannot be used costs time, never a run, and the reason is said.
 */
final class ClassCache {
    private static final String ENDING = ".classes";
    /** Older files beyond this many are deleted. */
    private static final int MOST_FILES = 64;

    private final PrivateStore store;

    ClassCache(PrivateStore store) {
        this.store = store;
    }

    /**
     * The cache of this user, see {@link PrivateStore#of}.
     *
     * @param err where it is said when nothing can be kept
     */
    static ClassCache of(Map<String, String> environment, String home, PrintWriter err) {
        PrivateStore store = PrivateStore.of(environment, home, "classes");
        store.refusal().ifPresent(why -> {
            err.println("attar: compiled classes are not kept: " + why);
            err.flush();
        });
        return new ClassCache(store);
    }

    /** The cache of this process's user. */
    static ClassCache ofUser(PrintWriter err) {
        return of(System.getenv(), System.getProperty("user.home", ""), err);
    }

    /** Classes by name, and whether they were found. */
    record Found(SequencedMap<String, byte[]> classes, boolean cached) {}

    /**
     * The classes kept under {@code key}, or else those that {@code make} makes, which are kept.
     *
     * @param key a file name, see {@link Fingerprint}
     */
    Found get(String key, Supplier<? extends Map<String, byte[]>> make) {
        String name = key + ENDING;
        Optional<SequencedMap<String, byte[]>> kept = store.read(name).flatMap(ClassCache::decoded);
        if (kept.isPresent()) {
            store.touch(name);
            return new Found(kept.get(), true);
        }
        SequencedMap<String, byte[]> made = new TreeMap<>(make.get());
        store.write(name, encoded(made));
        store.keepNewest(ENDING, MOST_FILES);
        return new Found(made, false);
    }

    private static byte[] encoded(SequencedMap<String, byte[]> classes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a name of more than 65,535 bytes
        }
        return bytes.toByteArray();
    }

    private static Optional<SequencedMap<String, byte[]>> decoded(byte[] body) {
        SequencedMap<String, byte[]> classes = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(in.readInt()));
            }
            return Optional.of(classes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
