package dev.attar.runtime;

import java.util.Optional;

/** Where a model runs. */
public sealed interface Target {
    /** How it runs there, or on the processor in its place. */
    Options options();

    /** The processor, with vectors. */
    record Processor(Options options) implements Target {}

    /**
     * A device that OpenCL reaches.
     *
     * @param device a part of its name, or its number as {@code attar devices} has it; empty: what the environment variable
     *     {@code ATTAR_OPENCL_DEVICE} says, else the best there is
     * @param orProcessor whether the processor takes its place where there is no device, or none that gives right results
     */
    record OpenCl(Optional<String> device, boolean orProcessor, Options options) implements Target {
        /** This target on one device and no other: a part of its name, or its number. */
        public OpenCl on(String device) {
            return new OpenCl(Optional.of(device), orProcessor, options);
        }

        /** This target, and where no device can be used, the processor with these options. */
        public OpenCl orProcessor(Options options) {
            return new OpenCl(device, true, options);
        }
    }

    /** The processor, with the default options. */
    static Processor processor() {
        return new Processor(Options.defaults());
    }

    /** The best device that OpenCL reaches, and nothing else. */
    static OpenCl openCl() {
        return new OpenCl(Optional.empty(), false, Options.defaults());
    }
}
