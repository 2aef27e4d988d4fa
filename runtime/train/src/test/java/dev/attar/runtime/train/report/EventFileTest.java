package dev.attar.runtime.train.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir
    private Path folder;

    /** The checksum of RFC 3720 for 32 zeros, masked as TensorFlow does. */
    @Test
    void checksums() {
        int crc = 0x8A9136AA;
        assertEquals((crc >>> 15 | crc << 17) + 0xA282EAD8, EventFile.masked(new byte[32]));
    }

    @Test
    void recordsWithANumberEach() throws IOException {
        try (EventFile file = EventFile.create(folder, 0)) {
            file.scalar(300, "train/loss", 0.5);
            file.scalar(301, "train/loss", Double.NaN);
        }
        Path file;
        try (var files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] version = record(bytes);
        assertEquals("brain.Event:2", new String(version, version.length - 13, 13, StandardCharsets.UTF_8));
        byte[] event = record(bytes);
        // field 1 time (9 bytes), field 2 step 300, field 5 summary { 1 { 1 "train/loss" 2 0.5f } }
        byte[] expected = {0x10, (byte) 0xAC, 0x02, 0x2A, 0x13, 0x0A, 0x11, 0x0A, 0x0A};
        assertEquals(Arrays.toString(expected), Arrays.toString(Arrays.copyOfRange(event, 9, 9 + expected.length)));
        assertEquals("train/loss", new String(event, 18, 10, StandardCharsets.UTF_8));
        assertEquals(0x15, event[28]);
        assertEquals(
                0.5f,
                ByteBuffer.wrap(event, 29, 4).order(ByteOrder.LITTLE_ENDIAN).getFloat());
        assertEquals(0, bytes.remaining());
    }

    private static byte[] record(ByteBuffer bytes) {
        int start = bytes.position();
        int length = (int) bytes.getLong();
        byte[] head = Arrays.copyOfRange(bytes.array(), start, start + 8);
        assertEquals(EventFile.masked(head), bytes.getInt());
        byte[] message = new byte[length];
        bytes.get(message);
        assertEquals(EventFile.masked(message), bytes.getInt());
        return message;
    }
}
