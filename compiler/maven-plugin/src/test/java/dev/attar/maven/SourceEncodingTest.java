package dev.attar.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourceEncodingTest {
    @Test
    void whatTheEncodingLacksIsWrittenAsJavaDoes() {
        assertEquals(
                "// gr\u00f6\u00dfe \\u4e2d \\ud83d\\ude00",
                coded("// gr\u00f6\u00dfe \u4e2d \ud83d\ude00", StandardCharsets.ISO_8859_1));
        assertEquals("// gr\\u00f6", coded("// gr\u00f6", StandardCharsets.US_ASCII));
        assertEquals("// gr\u00f6 \u4e2d", coded("// gr\u00f6 \u4e2d", StandardCharsets.UTF_8));
        assertEquals("// gr\u00f6 \u4e2d", coded("// gr\u00f6 \u4e2d", StandardCharsets.UTF_16LE));
    }

    private static String coded(String text, Charset charset) {
        return new String(new SourceEncoding(charset).of(text.getBytes(StandardCharsets.UTF_8)), charset);
    }
}
