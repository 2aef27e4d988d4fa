package dev.attar.runtime.text.file;

import dev.attar.runtime.text.json.FormatFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes that must be text. */
final class Utf8 {
    private Utf8() {}

    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FormatFault("it is not UTF-8 text", e);
        }
    }
}
