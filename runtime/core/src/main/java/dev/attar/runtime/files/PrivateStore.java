package dev.attar.runtime.files;

import dev.attar.runtime.files.PrivateFolder.NotPrivate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one user's processes keep for each other: a folder of files by name, which can be made again from something else.
 *
 * <p>The folder is private: the user's own, permissions 0700, never relative to the working directory. Each file begins with an
 * HMAC-SHA256 of its name and content, under a random key that lies in the same folder; so a file that is damaged, renamed or
 * put there by someone else is as good as none. A folder that is not private is not used, and {@link #refusal} says why; no
 * failure to read or write is an error.
 */
public final class PrivateStore {
    private static final String KEY = "key";
    private static final int KEY_BYTES = 32;

    private final Optional<Path> wanted;
    private Optional<String> refusal; // null: not looked at yet
    private Path folder; // null: nothing is kept
    private KeyedDigest digest;

    private PrivateStore(Optional<Path> wanted, Optional<String> refusal) {
        this.wanted = wanted;
        this.refusal = refusal;
    }

    /** A store in this folder, which is made at the first use when it is not there. */
    public static PrivateStore in(Path folder) {
        return new PrivateStore(Optional.of(folder), null);
    }

    /** A store that keeps nothing. */
    public static PrivateStore none(String reason) {
        return new PrivateStore(Optional.empty(), Optional.of(reason));
    }

    /**
     * The folder {@code name} in {@code ATTAR_CACHE}, else in {@code attar} in {@code XDG_CACHE_HOME}, else in
     * {@code .cache/attar} at home.
     *
     * @param home the user's home folder; empty, or "?" as the JVM says: there is none
     */
    public static PrivateStore of(Map<String, String> environment, String home, String name) {
        String own = environment.getOrDefault("ATTAR_CACHE", "");
        String standard = environment.getOrDefault("XDG_CACHE_HOME", "");
        try {
            if (!own.isEmpty()) {
                if (!Path.of(own).isAbsolute()) {
                    return none("ATTAR_CACHE is '" + own + "', a relative path; give an absolute one");
                }
                return in(Path.of(own, name));
            }
            // The standard says that a relative path is to be ignored.
            if (!standard.isEmpty() && Path.of(standard).isAbsolute()) {
                return in(Path.of(standard, "attar", name));
            }
            if (home.isEmpty() || !Path.of(home).isAbsolute()) {
                return none("the user has no home folder; name a folder with ATTAR_CACHE");
            }
            return in(Path.of(home, ".cache", "attar", name));
        } catch (InvalidPathException unreadable) {
            return none("the name of the folder cannot be read in this locale: " + unreadable.getMessage());
        }
    }

    /** The folder, whether it can be used or not; empty where there is none to use. */
    public Optional<Path> folder() {
        return wanted;
    }

    /** Why nothing is kept; empty when all is well. */
    public synchronized Optional<String> refusal() {
        if (refusal == null) {
            open();
        }
        return refusal;
    }

    /** What was kept under the name; empty when nothing was, or it is not what a process of this user wrote under it. */
    public Optional<byte[]> read(String name) {
        if (refusal().isPresent()) {
            return Optional.empty();
        }
        Path file = folder.resolve(name);
        try {
            if (!PrivateFolder.isOwn(file)) {
                return Optional.empty();
            }
            byte[] all = Files.readAllBytes(file);
            if (all.length < KeyedDigest.BYTES) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOfRange(all, KeyedDigest.BYTES, all.length);
            boolean same = MessageDigest.isEqual(mac(name, content), Arrays.copyOf(all, KeyedDigest.BYTES));
            return same ? Optional.of(content) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Keeps something under the name. */
    public void write(String name, byte[] content) {
        if (refusal().isPresent()) {
            return;
        }
        try (PartFile part = PartFile.of(folder.resolve(name), PrivateFolder.ofFiles(folder))) {
            part.append(ByteBuffer.wrap(mac(name, content)));
            part.append(ByteBuffer.wrap(content));
            part.complete();
        } catch (IOException unwilling) {
            // It is made again the next time.
        }
    }

    /** Forgets it. */
    public void forget(String name) {
        if (refusal().isEmpty()) {
            delete(folder.resolve(name));
        }
    }

    /** The names that begin so. */
    public List<String> names(String beginning) {
        List<String> names = new ArrayList<>();
        if (refusal().isPresent()) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(beginning) && !name.equals(KEY) && !name.startsWith(".")) {
                    names.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException none) {
            return names;
        }
        return names;
    }

    /** It was used now, for {@link #keepNewest}. */
    public void touch(String name) {
        if (refusal().isEmpty()) {
            try {
                Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now()));
            } catch (IOException _) {
                // It counts as older than it is.
            }
        }
    }

    /** Forgets all but those written or touched last, of those whose names end so. */
    public void keepNewest(String ending, int most) {
        names("").stream()
                .filter(name -> name.endsWith(ending))
                .sorted(Comparator.comparing(this::lastUse).reversed())
                .skip(most)
                .forEach(this::forget);
    }

    private long lastUse(String name) {
        return folder.resolve(name).toFile().lastModified();
    }

    private void open() {
        Path path = wanted.orElseThrow();
        try {
            Path real = PrivateFolder.open(path);
            digest = new KeyedDigest(key(real));
            folder = real;
            refusal = Optional.empty();
        } catch (NotPrivate others) {
            refusal = Optional.of(others.getMessage());
        } catch (IOException | SecurityException unusable) {
            refusal = Optional.of(path + " cannot be used: " + unusable);
        }
    }

    /** The key of the folder, made when there is none; what was kept under another key is lost with it. */
    private static byte[] key(Path folder) throws IOException {
        Path file = folder.resolve(KEY);
        for (int attempt = 0; attempt < 2; attempt++) {
            if (PrivateFolder.isOwn(file)) {
                byte[] found = Files.readAllBytes(file);
                if (found.length == KEY_BYTES) {
                    return found;
                }
            }
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file); // damaged, or somebody else's
            }
            try (PartFile part = PartFile.of(file, PrivateFolder.ofFiles(folder))) {
                part.append(ByteBuffer.wrap(made));
                part.completeNew();
                return made;
            } catch (FileAlreadyExistsException another) {
                // Another process was first: its key counts.
            }
        }
        throw new IOException(file + " cannot be read");
    }

    private byte[] mac(String name, byte[] content) {
        byte[] bound = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).putInt(0, bound.length);
        return digest.of(length, ByteBuffer.wrap(bound), ByteBuffer.wrap(content));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // What stays is either whole or recognised as damaged.
        }
    }
}
