package dev.attar.runtime;

import dev.attar.runtime.weights.SharedMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes safetensors files byte by byte, broken ones among them. */
final class SafetensorsBytes {
    private SafetensorsBytes() {}

    /** A file with this header and so many zero bytes of tensors. */
    static byte[] file(String header, int dataBytes) {
        return file(header.getBytes(StandardCharsets.UTF_8), new byte[dataBytes]);
    }

    static byte[] file(byte[] header, byte[] data) {
        return withLength(header.length, header, data);
    }

    /** A file that claims another length for its header than it has. */
    static byte[] withLength(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    /** Reads the bytes as a weight file would be. */
    static Weights read(byte[] file) {
        SharedMemory memory = new SharedMemory();
        try {
            MemorySegment bytes =
                    memory.arena().allocate(Math.max(1, file.length)).asSlice(0, file.length);
            MemorySegment.copy(MemorySegment.ofArray(file), 0, bytes, 0, file.length);
            return Weights.read("test.safetensors", bytes, memory);
        } catch (RuntimeException refused) {
            memory.close();
            throw refused;
        }
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
