package dev.attar.cli.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processor as the system describes it.
 *
 * @param name what its maker calls it
 * @param family which instruction set it has
 * @param features the names of its extensions; empty where the system does not list them
 */
record Processor(String name, Family family, Set<String> features) {
    /** What HotSpot wants of a processor for vectors of 512 bits. */
    private static final List<String> AVX_512 = List.of("avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl");

    /** Instruction sets whose vectors are known here. */
    enum Family {
        X86,
        ARM,
        OTHER
    }

    static Processor of(SystemFiles files, String architecture) {
        Family family = switch (architecture) {
            case "amd64", "x86_64" -> Family.X86;
            case "aarch64" -> Family.ARM;
            default -> Family.OTHER;
        };
        String flags = first(files, family == Family.ARM ? "Features" : "flags").orElse("");
        return new Processor(
                first(files, "model name").orElse(architecture),
                family,
                Set.copyOf(Arrays.stream(flags.split("\\s+"))
                        .filter(f -> !f.isEmpty())
                        .distinct()
                        .toList()));
    }

    private static Optional<String> first(SystemFiles files, String key) {
        return files.values("proc/cpuinfo", key).stream().findFirst();
    }

    /** Floats in its widest vectors that HotSpot can use; empty where that cannot be known. */
    Optional<Integer> lanes() {
        if (features.isEmpty()) {
            return Optional.empty();
        }
        return switch (family) {
            case X86 ->
                features.containsAll(AVX_512)
                        ? Optional.of(16)
                        : features.contains("avx2") ? Optional.of(8) : Optional.of(4);
            case ARM -> features.contains("sve") ? Optional.empty() : Optional.of(4);
            case OTHER -> Optional.empty();
        };
    }

    /** Whether it certainly has no fused multiply-add. */
    boolean lacksFma() {
        return family == Family.X86 && !features.isEmpty() && !features.contains("fma");
    }
}
