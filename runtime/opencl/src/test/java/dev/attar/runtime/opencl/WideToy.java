package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceCall;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceInfo.Kind;
import dev.attar.runtime.device.DeviceKernel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import java.util.List;

/** The toy, whose kernel for GPUs has work-groups of {@code items} that share {@code local} bytes, and is not to be run. */
record WideToy(Toy toy, int items, int local) implements DeviceProgram {
    @Override
    public ProgramPlan plan() {
        return toy.plan();
    }

    @Override
    public DeviceCode code(Kind kind) {
        return kind == Kind.PROCESSOR ? toy : new Wide();
    }

    private final class Wide implements DeviceCode {
        @Override
        public String source() {
            return "// wide\n" + toy.source();
        }

        @Override
        public List<DeviceKernel> kernels() {
            return toy.kernels().stream()
                    .map(k -> new DeviceKernel(k.name(), items, 1, k.arguments()))
                    .toList();
        }

        @Override
        public void run(DeviceCall call) {
            throw new AssertionError("groups of " + items + " items");
        }

        @Override
        public SizeFormula scratch(int entry) {
            return new SizeFormula(0);
        }

        @Override
        public long localBytes() {
            return local;
        }
    }
}
