package dev.attar.cli.bench;

import dev.attar.runtime.device.DeviceCall;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceKernel;
import dev.attar.runtime.device.DeviceKernel.Argument;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceRuntime;
import dev.attar.runtime.device.Grain;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;

/**
 * The most that a device can do: multiply-adds on registers alone, as {@link FmaPeak} does for the processor, by enough work-items
 * for any device. Of a device that is the processor, that is the peak.
 */
final class DevicePeak implements DeviceProgram, DeviceCode {
    private static final int GROUPS = 4096;
    private static final int ITEMS = 256;
    private static final int STEPS = 2048;
    private static final int WINDOWS = 6;
    private static final int LANES_OF_ITEM = 32;

    private static final ProgramPlan PLAN = new ProgramPlan(
            "Peak",
            1,
            List.of(new ProgramPlan.Axis("tokens", 1)),
            List.of(),
            List.of(),
            16,
            List.of(new EntryPlan(
                    "spin",
                    List.of(0),
                    List.of(),
                    SizeFormula.perRow(16, 0),
                    new SizeFormula(0),
                    true,
                    List.of(new EntryPlan.Output("sum", EntryPlan.Rows.ofAxis(0), 1, 16, new SizeFormula(0))))));

    private static final String SOURCE = """
        // The peak: every sum becomes x / 2 + 1 again and again, and so 2.
        __kernel __attribute__((reqd_work_group_size(%s, 1, 1)))
        void spin(__global float *restrict arena, __global const float *restrict weights) {
            float4 half_ = (float4) (weights[0]);
            float4 one = (float4) (weights[1]);
            float4 c0 = one, c1 = one, c2 = one, c3 = one, c4 = one, c5 = one, c6 = one, c7 = one;
            for (int i = 0; i < %s; i++) {
                c0 = fma(c0, half_, one);
                c1 = fma(c1, half_, one);
                c2 = fma(c2, half_, one);
                c3 = fma(c3, half_, one);
                c4 = fma(c4, half_, one);
                c5 = fma(c5, half_, one);
                c6 = fma(c6, half_, one);
                c7 = fma(c7, half_, one);
            }
            float4 all = c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7;
            float sum = all.x + all.y + all.z + all.w;
            if (get_global_id(0) == 0 || sum < 0.0f) arena[0] = sum;
        }
        """.formatted(ITEMS, STEPS);

    private Optional<DeviceInfo.Kind> kind = Optional.empty();
    private double seconds = Double.MAX_VALUE;

    private DevicePeak() {}

    /** FLOP per second, the best of some windows; empty when the device cannot say. */
    static OptionalDouble measure(Optional<String> device) {
        Optional<DeviceRuntime> runtime =
                ServiceLoader.load(DeviceRuntime.class).findFirst();
        if (runtime.isEmpty()) return OptionalDouble.empty();
        DevicePeak peak = new DevicePeak();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment weights = arena.allocate(16 * Float.BYTES, 64);
            weights.setAtIndex(ValueLayout.JAVA_FLOAT, 0, 0.5f);
            weights.setAtIndex(ValueLayout.JAVA_FLOAT, 1, 1);
            try (DeviceModel model = runtime.get().open(peak, weights, device)) {
                model.testAbandoned();
                if (peak.kind.equals(Optional.of(DeviceInfo.Kind.PROCESSOR)))
                    return OptionalDouble.of(
                            FmaPeak.measure(Runtime.getRuntime().availableProcessors()));
                for (int window = 0; window < WINDOWS; window++) peak.window(model);
            }
            return OptionalDouble.of(2.0 * LANES_OF_ITEM * STEPS * ITEMS * GROUPS / peak.seconds);
        } catch (DeviceException none) {
            return OptionalDouble.empty();
        }
    }

    private void window(DeviceModel model) {
        Frame frame = new Frame();
        frame.begin(0, 1);
        frame.axis(0, new int[] {0, 1});
        float[] sum = new float[1];
        model.run(frame, null, 0, sum, 0, Grain.AS_SUITS);
        if (Math.abs(sum[0] - 2 * LANES_OF_ITEM) > 1e-3f)
            throw new IllegalStateException("the sums did not converge: " + sum[0]);
    }

    @Override
    public ProgramPlan plan() {
        return PLAN;
    }

    @Override
    public DeviceCode code(DeviceInfo.Kind of) {
        kind = Optional.of(of);
        return this;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public List<DeviceKernel> kernels() {
        return List.of(DeviceKernel.of("spin", ITEMS, 1, Argument.ARENA, Argument.WEIGHTS));
    }

    @Override
    public void run(DeviceCall call) {
        call.finish();
        long begin = System.nanoTime();
        call.launch(0, GROUPS);
        call.finish();
        seconds = Math.min(seconds, (System.nanoTime() - begin) / 1e9);
    }

    @Override
    public SizeFormula scratch(int entry) {
        return new SizeFormula(0);
    }

    @Override
    public long localBytes() {
        return 0;
    }
}
