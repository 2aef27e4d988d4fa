package dev.attar.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of everything that a result depends on. Times and places of files have no part in it. */
final class ContentHash {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        ContentHash hash = new ContentHash();
        hash.digest.update(bytes);
        return hash.hex();
    }

    static String ofFile(Path file) throws IOException {
        return new ContentHash().file(file).hex();
    }

    /** Adds texts, each with its length, so that no two lists are one. */
    ContentHash text(String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return this;
    }

    /** Adds the content of a jar, or of a folder of classes. */
    ContentHash code(Path jarOrFolder) throws IOException {
        if (!Files.isDirectory(jarOrFolder)) {
            return file(jarOrFolder);
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(jarOrFolder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            text(jarOrFolder.relativize(file).toString(), ofFile(file));
        }
        return this;
    }

    private ContentHash file(Path file) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return this;
    }

    /** 64 hexadecimal digits; call it once. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
