package dev.attar.runtime.weights;

import dev.attar.runtime.packing.PackedHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream into memory outside of the heap, in which sessions can compute. */
public final class StreamedBytes {
    private static final int COPY_BYTES = 1 << 18;
    private static final int CHUNK_BYTES = 1 << 24;

    private final InputStream in;
    private final byte[] buffer = new byte[COPY_BYTES];

    private StreamedBytes(InputStream in) {
        this.in = in;
    }

    /**
     * The stream to its end.
     *
     * @param length how many bytes it has; negative: nobody knows, and for a moment twice the memory is needed
     * @throws EOFException when it ends earlier
     * @throws InterruptedIOException when the thread is interrupted, which it stays
     */
    public static MemorySegment read(InputStream in, long length, Arena arena) throws IOException {
        StreamedBytes bytes = new StreamedBytes(in);
        return length < 0 ? bytes.ofAnyLength(arena) : bytes.ofLength(length, arena);
    }

    private MemorySegment ofLength(long length, Arena arena) throws IOException {
        MemorySegment all = allocate(length, arena);
        long read = fill(all);
        if (read < length) {
            throw new EOFException("it ends after " + read + " of " + length + " bytes");
        }
        if (in.read() >= 0) {
            throw new IOException("it goes on after the " + length + " bytes that it should have");
        }
        return all;
    }

    private MemorySegment ofAnyLength(Arena arena) throws IOException {
        List<MemorySegment> chunks = new ArrayList<>();
        long length = 0;
        long read;
        do {
            MemorySegment chunk = allocate(CHUNK_BYTES, Arena.ofAuto());
            read = fill(chunk);
            chunks.add(chunk.asSlice(0, read));
            length += read;
        } while (read == CHUNK_BYTES);
        MemorySegment all = allocate(length, arena);
        long at = 0;
        for (MemorySegment chunk : chunks) {
            MemorySegment.copy(chunk, 0, all, at, chunk.byteSize());
            at += chunk.byteSize();
        }
        return all;
    }

    /** Fills the memory, or what the stream has of it, and says how much that is. */
    private long fill(MemorySegment memory) throws IOException {
        long at = 0;
        while (at < memory.byteSize()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, memory.byteSize() - at));
            if (read < 0) {
                break;
            }
            MemorySegment.copy(MemorySegment.ofArray(buffer), 0, memory, at, read);
            at += read;
        }
        return at;
    }

    /** At a page's begin, as a mapped file is. */
    private static MemorySegment allocate(long bytes, Arena arena) {
        return arena.allocate(Math.max(1, bytes), PackedHeader.PAGE).asSlice(0, bytes);
    }
}
