package dev.attar.examples.benchmarks.gpu;

import dev.attar.runtime.device.DeviceCall;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceInfo.Kind;
import dev.attar.runtime.device.DeviceKernel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program with the kernels of one kind, whatever the device. On request the kernels for few rows are left out, or each launch is waited
 * for and timed.
 */
final class WatchedProgram implements DeviceProgram {
    private final DeviceProgram program;
    private final Kind kind;
    private volatile boolean few = true;
    private volatile Map<String, Spent> spent; // null: nothing is timed

    /** Launches of a kernel, and the time they took together. */
    record Spent(int launches, long nanos) {
        Spent plus(Spent other) {
            return new Spent(launches + other.launches, nanos + other.nanos);
        }
    }

    WatchedProgram(DeviceProgram program, Kind kind) {
        this.program = program;
        this.kind = kind;
    }

    void withFew(boolean allowed) {
        few = allowed;
    }

    /** The time of each kernel in calls that are made meanwhile, by name; the whole is longer than without waiting. */
    Map<String, Spent> timed(Runnable calls) {
        spent = new TreeMap<>();
        try {
            calls.run();
            return spent;
        } finally {
            spent = null;
        }
    }

    @Override
    public ProgramPlan plan() {
        return program.plan();
    }

    @Override
    public DeviceCode code(Kind any) {
        return new Watched(program.code(kind));
    }

    private final class Watched implements DeviceCode {
        private final DeviceCode code;

        Watched(DeviceCode code) {
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
            code.run(new WatchedCall(call, code.kernels()));
        }
    }

    private final class WatchedCall implements DeviceCall {
        private final DeviceCall call;
        private final List<DeviceKernel> kernels;

        WatchedCall(DeviceCall call, List<DeviceKernel> kernels) {
            this.call = call;
            this.kernels = kernels;
        }

        @Override
        public void launch(int kernel, long tasks, long... places) {
            Map<String, Spent> all = spent;
            if (all == null) {
                call.launch(kernel, tasks, places);
                return;
            }
            call.finish();
            long begin = System.nanoTime();
            call.launch(kernel, tasks, places);
            call.finish();
            Spent one = new Spent(1, System.nanoTime() - begin);
            all.merge(kernels.get(kernel).name(), one, Spent::plus);
        }

        @Override
        public boolean few(long rows) {
            return few && call.few(rows);
        }

        @Override
        public boolean fine(long tasks) {
            return call.fine(tasks);
        }

        @Override
        public int sequences() {
            return call.sequences();
        }

        @Override
        public int rows(int axis) {
            return call.rows(axis);
        }

        @Override
        public int longest(int axis) {
            return call.longest(axis);
        }

        @Override
        public int entry() {
            return call.entry();
        }

        @Override
        public int output() {
            return call.output();
        }

        @Override
        public void finish() {
            call.finish();
        }
    }
}
