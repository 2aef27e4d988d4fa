package dev.attar.runtime.opencl;

import dev.attar.runtime.files.PrivateStore;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is remembered from one process to the next, in a {@link PrivateStore}. A file that is damaged is as good as none, and no
 * failure to read or write is an error: everything here can be found out again.
 */
final class DeviceStateStore {
    private final PrivateStore store;
    private final AtomicBoolean said = new AtomicBoolean();

    private DeviceStateStore(PrivateStore store) {
        this.store = store;
    }

    /** @param folder where the files are; empty: nothing is remembered */
    DeviceStateStore(Optional<Path> folder) {
        this(folder.map(PrivateStore::in).orElseGet(() -> PrivateStore.none("there is no folder for them")));
    }

    /** In the folder opencl of Attar's own, see {@link PrivateStore#of}. */
    static DeviceStateStore of(Map<String, String> environment, String home) {
        return new DeviceStateStore(PrivateStore.of(environment, home, "opencl"));
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
        return store().read(name);
    }

    /** Remembers something under the name. */
    void write(String name, byte[] content) {
        store().write(name, content);
    }

    /** Forgets it. */
    void forget(String name) {
        store().forget(name);
    }

    /** What is remembered under names that begin so. */
    List<String> names(String beginning) {
        return store().names(beginning);
    }

    private PrivateStore store() {
        if (!said.getAndSet(true)) {
            store.refusal()
                    .ifPresent(why -> System.getLogger("dev.attar.runtime.opencl")
                            .log(Level.WARNING, "nothing is remembered about OpenCL devices: " + why));
        }
        return store;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
