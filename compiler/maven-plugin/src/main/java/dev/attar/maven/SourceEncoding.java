package dev.attar.maven;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The encoding that javac will read generated source with. What it does not have is written as Java's {@code \}{@code uXXXX},
 * so nothing is lost.
 */
record SourceEncoding(Charset charset) {
    /** From UTF-8, which the compiler writes. */
    byte[] of(byte[] utf8) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return utf8;
        }
        String text = new String(utf8, StandardCharsets.UTF_8);
        CharsetEncoder encoder = charset.newEncoder();
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(unit -> {
            if (encoder.canEncode((char) unit)) {
                safe.append((char) unit);
            } else {
                safe.append(String.format("\\u%04x", unit));
            }
        });
        return safe.toString().getBytes(charset);
    }
}
