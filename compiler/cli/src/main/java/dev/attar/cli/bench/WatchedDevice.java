package dev.attar.cli.bench;

import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceCall;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceKernel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A model on a device. While it is watched, the host waits after each launch: a step's time is its kernel's and what it takes to
 * launch one and to hear of its end, some microseconds.
 */
final class WatchedDevice implements Watched {
    private final DeviceProgram program;
    private final Target.OpenCl target;
    private final Session session;
    private final int steps;
    private List<Long> noted; // null: nobody watches

    WatchedDevice(
            DeviceProgram compiled,
            Function<Width, Program> programs,
            int steps,
            Weights weights,
            Target.OpenCl target) {
        this.program = compiled;
        this.steps = steps;
        this.target = target;
        this.session = Session.open(new Watching(), programs, weights, target);
    }

    private final class Watching implements DeviceProgram {
        @Override
        public ProgramPlan plan() {
            return program.plan();
        }

        @Override
        public DeviceCode code(DeviceInfo.Kind kind) {
            return new WatchedCode(program.code(kind));
        }
    }

    private final class WatchedCode implements DeviceCode {
        private final DeviceCode code;

        WatchedCode(DeviceCode code) {
            this.code = code;
        }

        @Override
        public String source() {
            return code.source();
        }

        @Override
        public List<DeviceKernel> kernels() {
            return code.kernels();
        }

        @Override
        public SizeFormula scratch(int entry) {
            return code.scratch(entry);
        }

        @Override
        public long localBytes() {
            return code.localBytes();
        }

        @Override
        public void run(DeviceCall call) {
            if (noted != null) call.finish(); // the inputs are there
            code.run(noted == null ? call : new TimedCall(call, noted));
        }
    }

    private record TimedCall(DeviceCall call, List<Long> noted) implements DeviceCall {
        @Override
        public int rows(int axis) {
            return call.rows(axis);
        }

        @Override
        public int entry() {
            return call.entry();
        }

        @Override
        public int sequences() {
            return call.sequences();
        }

        @Override
        public int longest(int axis) {
            return call.longest(axis);
        }

        @Override
        public boolean few(long rows) {
            return call.few(rows);
        }

        @Override
        public boolean fine(long tasks) {
            return call.fine(tasks);
        }

        @Override
        public int output() {
            return call.output();
        }

        @Override
        public void launch(int kernel, long tasks, long... places) {
            long begin = System.nanoTime();
            call.launch(kernel, tasks, places);
            call.finish();
            noted.add(System.nanoTime() - begin);
        }

        @Override
        public void finish() {
            call.finish();
        }
    }

    @Override
    public ProgramPlan plan() {
        return program.plan();
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public StepTimes watch(Runnable call) {
        noted = new ArrayList<>();
        try {
            call.run();
            if (noted.size() != steps)
                throw new IllegalStateException("the program has " + steps + " steps, but launched " + noted.size());
            return new StepTimes(noted.stream().mapToLong(Long::longValue).toArray(), new double[steps], 1);
        } finally {
            noted = null;
        }
    }

    @Override
    public OptionalDouble peak() {
        return DevicePeak.measure(target.device());
    }

    @Override
    public String how() {
        return session.computedBy();
    }

    @Override
    public int lanes() {
        return 0;
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public void close() {
        session.close();
    }
}
