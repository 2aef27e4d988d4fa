package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Kernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernels of a model, shared by its entry points: equal ones are one, different ones of one name get a number. */
final class Kernels {
    private final Map<String, Kernel> kernels = new LinkedHashMap<>();

    /** A lowered operation with the model's one kernel for it: an equal one that is already there, else its own. */
    Lowered unique(Lowered candidate) {
        Kernel kernel = candidate.kernel();
        String name = kernel.name();
        for (int number = 2; kernels.containsKey(name); number++) {
            Kernel known = kernels.get(name);
            if (known.body().equals(kernel.body()) && known.buffers().equals(kernel.buffers()))
                return new Lowered(known, candidate.arguments());
            name = kernel.name() + "Variant" + number;
        }
        Kernel named = new Kernel(name, kernel.comment(), kernel.buffers(), kernel.scratch(), kernel.body());
        kernels.put(name, named);
        return new Lowered(named, candidate.arguments());
    }

    /** In order of first use. */
    List<Kernel> all() {
        return List.copyOf(kernels.values());
    }
}
