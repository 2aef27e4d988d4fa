package dev.attar.runtime.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of the page. */
public enum Page {
    HTML("index.html", "text/html; charset=utf-8"),
    SCRIPT("attar.js", "text/javascript; charset=utf-8");

    /** What a browser may load for it: nothing but this server's. */
    public static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src"
            + " 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String type;
    private final byte[] bytes;

    Page(String file, String type) {
        this.type = type;
        try (InputStream in = Page.class.getResourceAsStream(file)) {
            this.bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String type() {
        return type;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
