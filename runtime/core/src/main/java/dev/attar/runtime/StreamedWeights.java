package dev.attar.runtime;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.weights.SharedMemory;
import dev.attar.runtime.weights.StreamedBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;

/** Weights that are no file of their own, such as a resource of an application. */
final class StreamedWeights {
    private StreamedWeights() {}

    static Weights read(URL url) {
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false); // or a jar stays open, and cannot be replaced
            try (InputStream in = connection.getInputStream()) {
                return read(url.toString(), in, connection.getContentLengthLong());
            }
        } catch (IOException failed) {
            throw unreadable(url.toString(), failed);
        }
    }

    /** @param length how many bytes the stream has; negative: nobody knows */
    static Weights read(String source, InputStream stream, long length) {
        SharedMemory memory = SharedMemory.collected();
        MemorySegment bytes;
        try {
            bytes = StreamedBytes.read(stream, length, memory.arena());
        } catch (InterruptedIOException interrupted) {
            if (Thread.currentThread().isInterrupted()) {
                throw WeightsException.interrupted(source);
            }
            throw unreadable(source, interrupted);
        } catch (IOException failed) {
            throw unreadable(source, failed);
        } catch (OutOfMemoryError full) {
            Problem problem = new Problem(Kind.MEMORY, "", "no memory for its bytes", "", -1);
            throw new WeightsException(
                    source, List.of(problem), "give the process more memory outside of the heap", full);
        }
        return Weights.read(source, bytes.asReadOnly(), memory);
    }

    static WeightsException none(Class<?> owner, String name) {
        Problem problem = new Problem(
                Kind.FILE, "", "no such resource beside " + owner.getName(), "a safetensors or packed file", -1);
        return new WeightsException(
                name,
                List.of(problem),
                "a name without a / in front is looked for in the package of the class; look into the jar that has it,"
                        + " and open the package if it is in a named module");
    }

    private static WeightsException unreadable(String source, IOException failed) {
        Problem problem = new Problem(Kind.FILE, "", failed.toString(), "a readable safetensors or packed file", -1);
        return new WeightsException(source, List.of(problem), "look into the jar that has it", failed);
    }
}
