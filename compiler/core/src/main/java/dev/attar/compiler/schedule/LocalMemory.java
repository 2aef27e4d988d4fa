package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Kernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The local memory of a kernel: what its parts need, one after another; those of one name share it. */
final class LocalMemory {
    private final Map<String, Kernel.Scratch> all = new LinkedHashMap<>();

    void needs(Buffer buffer, int floats) {
        all.merge(
                buffer.name(),
                new Kernel.Scratch(buffer, Index.of(floats)),
                (a, b) -> a.floats().constant() < b.floats().constant() ? b : a);
    }

    List<Kernel.Scratch> all() {
        return List.copyOf(all.values());
    }
}
