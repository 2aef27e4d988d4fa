package dev.attar.cli.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The values that the JVM's options have, whoever set them; HotSpot lowers some to what the processor can do. */
@FunctionalInterface
public interface JvmFlags {
    /** The value of an option; empty where this JVM has no such option. */
    Optional<String> value(String option);

    /** Those of this process. */
    static JvmFlags ofThisProcess() {
        return option -> {
            HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            try {
                return hotSpot == null
                        ? Optional.empty()
                        : Optional.of(hotSpot.getVMOption(option).getValue());
            } catch (IllegalArgumentException unknown) {
                return Optional.empty();
            }
        };
    }

    /** The value of an option that is a number; {@code otherwise} where there is no such option. */
    default long number(String option, long otherwise) {
        return value(option).map(Long::parseLong).orElse(otherwise);
    }

    /** Whether an option is switched off. */
    default boolean isOff(String option) {
        return value(option).filter("false"::equals).isPresent();
    }
}
