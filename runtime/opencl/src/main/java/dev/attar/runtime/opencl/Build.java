package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source built for a device: from what was built before for this device and driver, else anew. */
final class Build {
    /** A line of clang, which nearly all drivers are made of: {@code source:4:5: error: …}, or {@code error: source:4:5: …}. */
    private static final Pattern PLACE = Pattern.compile("(?m)^(?=.*\\berror\\b).*?:(\\d+):(\\d+):");

    private static final int MOST_LOG = 4000;

    private final Binding binding;
    private final DeviceStateStore store;
    private final Device device;
    private final String options;

    Build(Binding binding, DeviceStateStore store, Device device) {
        this.binding = binding;
        this.store = store;
        this.device = device;
        this.options = "-cl-std=CL1.2" + (device.exactDivision() ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
    }

    /**
     * The built program.
     *
     * @param model for messages
     * @throws DeviceException when the driver does not build it, with its log and the line that it complains about
     */
    long program(long context, String source, String model) {
        String name = DeviceStateStore.name(device.identity(), options, source) + ".binary";
        Optional<byte[]> before = store.read(name);
        if (before.isPresent()) {
            Optional<Long> program = fromBinary(context, before.get());
            if (program.isPresent()) {
                return program.get();
            }
            store.forget(name);
        }
        long program = binding.program(context, source);
        try {
            binding.build(program, device, options);
        } catch (ClFailure failed) {
            String log = log(program);
            binding.release(Binding.Kind.PROGRAM, program);
            throw refused(model, source, log, failed);
        }
        try {
            store.write(name, binding.binary(program));
        } catch (ClFailure _) {
            // A driver that keeps its binaries to itself: the next process builds again.
        }
        return program;
    }

    private Optional<Long> fromBinary(long context, byte[] binary) {
        long program;
        try {
            program = binding.program(context, device, binary);
        } catch (ClFailure other) {
            return Optional.empty();
        }
        try {
            binding.build(program, device, options);
            return Optional.of(program);
        } catch (ClFailure other) {
            binding.release(Binding.Kind.PROGRAM, program);
            return Optional.empty();
        }
    }

    private String log(long program) {
        try {
            return binding.log(program, device);
        } catch (ClFailure silent) {
            return "";
        }
    }

    private DeviceException refused(String model, String source, String log, ClFailure failed) {
        StringBuilder message = new StringBuilder("the driver of " + device.describe()
                + " does not build the kernels of " + model + ": " + failed.getMessage());
        Matcher place = PLACE.matcher(log);
        if (place.find()) {
            int line = Integer.parseInt(place.group(1));
            message.append("\nline ").append(line).append(" of the generated source: ");
            message.append(source.lines().skip(line - 1L).findFirst().orElse("").strip());
        }
        message.append(log.isEmpty() ? "\nit says nothing more" : "\nits log:\n");
        message.append(log.length() > MOST_LOG ? log.substring(0, MOST_LOG) + "\n..." : log);
        return new DeviceException(Reason.BUILD, message.toString(), failed);
    }
}
