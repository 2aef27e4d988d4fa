package dev.attar.runtime;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * The width a model runs with, and why. The vector classes are touched only when their module is there, so this class
 * loads and answers in any JVM.
 *
 * @param reason one sentence for people
 */
public record WidthChoice(Width width, String reason) {
    /** Forces a width for the whole process, where {@link Options} do not: 16, 8, 4, scalar or auto. */
    public static final String PROPERTY = "attar.lanes";

    static final String MODULE = "jdk.incubator.vector";
    private static final String FLAG = "--add-modules " + MODULE;
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet(); // models without the width that suits

    /**
     * Chooses: what the options say, else what the system property {@value #PROPERTY} says, else the machine's preferred
     * vectors, else (without the vector module) scalar, with one warning in the life of the process.
     *
     * @throws IllegalArgumentException when the property has another value
     * @throws IllegalStateException when vectors are asked for and their module is missing
     */
    public static WidthChoice of(Options options) {
        if (options.width().isPresent()) {
            return forced(options.width().get(), "asked for by the caller");
        }
        String property = System.getProperty(PROPERTY, "auto");
        if (!property.equals("auto")) {
            Width width = Width.named(property)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "system property " + PROPERTY + " is '" + property + "': give 16, 8, 4, scalar or auto"));
            return forced(width, "asked for by the system property " + PROPERTY);
        }
        Optional<String> missing = vectorsMissing();
        if (missing.isPresent()) {
            String reason = missing.get() + "; start the JVM with " + FLAG + " for vectors";
            if (WARNED.compareAndSet(false, true)) {
                System.getLogger("dev.attar.runtime")
                        .log(
                                Level.WARNING,
                                "Attar computes without vectors, many times slower than it could: " + reason);
            }
            return new WidthChoice(Width.SCALAR, reason);
        }
        return preferred(VectorProbe.preferredLanes());
    }

    /**
     * Chooses among the widths that a model has code for: as {@link #of}, but where that width is missing the next narrower one,
     * and where there is none the next wider one, with one warning for each model.
     *
     * @param generated the widths that there is code for, at least one
     * @param model its name, for messages
     * @throws IllegalArgumentException when a width is asked for that there is no code for
     * @throws IllegalStateException when there is code for vectors alone and their module is missing
     */
    static WidthChoice among(Options options, Set<Width> generated, String model) {
        WidthChoice wanted = of(options);
        if (generated.contains(wanted.width())) {
            return wanted;
        }
        if (!isUnasked(options)) {
            throw new IllegalArgumentException(model + " has no code for width " + wanted.width() + ", which is "
                    + wanted.reason() + "; it has " + names(generated));
        }
        if (wanted.width() == Width.SCALAR && vectorsMissing().isPresent()) {
            throw new IllegalStateException(model + " has no scalar code, and " + wanted.reason());
        }
        WidthChoice other = wanted.insteadOf(generated, model);
        if (TOLD.add(model)) {
            System.getLogger("dev.attar.runtime").log(Level.WARNING, other.reason());
        }
        return other;
    }

    /** The next best where this width was not generated; the reason is all that there is to say about it. */
    WidthChoice insteadOf(Set<Width> generated, String model) {
        Width other = width.nextOf(generated);
        String speed = other.lanes() < width.lanes() ? "slower" : "many times slower";
        return new WidthChoice(
                other,
                model + " computes with width " + other + ", " + speed + " than it could: " + reason + ", and " + model
                        + " has code for width " + names(generated) + "; compile it for width " + width + " too");
    }

    private static String names(Set<Width> widths) {
        return new TreeSet<>(widths).stream().map(Width::toString).collect(Collectors.joining(", "));
    }

    private static boolean isUnasked(Options options) {
        return options.width().isEmpty() && System.getProperty(PROPERTY, "auto").equals("auto");
    }

    /**
     * Whether the choice is open: nobody asked for a width, and vectors are likely to be there. Then plain code can begin at once,
     * and the vectors, which take their time to be compiled, follow.
     */
    static boolean isOpen(Options options) {
        return isUnasked(options) && ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** The choice for a machine whose preferred vectors hold this many floats. */
    static WidthChoice preferred(int lanes) {
        String bits = "the preferred vectors of this machine have " + lanes * 32 + " bits";
        if (lanes >= 16) {
            return new WidthChoice(Width.LANES_16, bits);
        }
        if (lanes >= 8) {
            return new WidthChoice(Width.LANES_8, bits);
        }
        return lanes >= 4
                ? new WidthChoice(Width.LANES_4, bits)
                : new WidthChoice(Width.SCALAR, bits + ", too few to gain by");
    }

    private static WidthChoice forced(Width width, String why) {
        if (width != Width.SCALAR) {
            vectorsMissing().ifPresent(missing -> {
                throw new IllegalStateException("a width of " + width + " floats is " + why + ", but " + missing
                        + ": start the JVM with " + FLAG + ", or ask for scalar");
            });
        }
        return new WidthChoice(width, why);
    }

    /** Why the vector classes cannot be used; empty when they can. */
    private static Optional<String> vectorsMissing() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.of("module " + MODULE + " is not in this JVM");
        }
        try {
            VectorProbe.preferredLanes();
            return Optional.empty();
        } catch (LinkageError | IllegalArgumentException failed) {
            return Optional.of("module " + MODULE + " cannot be used (" + failed + ")");
        }
    }
}
