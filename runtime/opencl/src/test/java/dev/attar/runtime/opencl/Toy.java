package dev.attar.runtime.opencl;

import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Weights;
import dev.attar.runtime.device.DeviceCall;
import dev.attar.runtime.device.DeviceCode;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceKernel;
import dev.attar.runtime.device.DeviceKernel.Argument;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import dev.attar.runtime.kernel.Slot;
import dev.attar.runtime.kernel.Worker;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model of one number: each token becomes its id times {@value #FACTOR}; rows are 16 floats apart. */
final class Toy implements Program, DeviceProgram, DeviceCode {
    static final float FACTOR = 1.5f;

    private static final ProgramPlan PLAN = new ProgramPlan(
            "Toy",
            1,
            List.of(new ProgramPlan.Axis("tokens", 64)),
            List.of(new ProgramPlan.Input("ids", "token id", 0, 100)),
            List.of(new Slot(
                    "factor", List.of(1), Optional.empty(), new Slot.Layout.Rows(16), 0, 0, Slot.Source.WEIGHTS)),
            16,
            List.of(new EntryPlan(
                    "forward",
                    List.of(0),
                    List.of(0),
                    SizeFormula.perRow(16, 0),
                    new SizeFormula(0),
                    true,
                    List.of(new EntryPlan.Output("hidden", EntryPlan.Rows.ofAxis(0), 1, 16, new SizeFormula(0))))));

    /** The kernel, for drivers and for {@link FakeBinding}, which knows it by name. */
    private static final String SOURCE = """
        // A toy.
        __kernel void times(__global float *arena, __global const float *weights, __global const int *ids, int T, int y, long w)
        {
            for (int t = get_group_id(0); t < T; t += get_num_groups(0)) arena[y + 16 * t] = ids[t] * weights[w];
        }
        """;

    private final ProgramPlan plan;

    Toy() {
        this(ProgramPlan.State.NONE);
    }

    /** @param state what its callers may keep, though no entry point reads it */
    Toy(ProgramPlan.State state) {
        plan = new ProgramPlan(
                PLAN.model(),
                PLAN.lanes(),
                PLAN.axes(),
                PLAN.inputs(),
                PLAN.slots(),
                PLAN.weightFloats(),
                state,
                PLAN.entries());
    }

    static Weights weights() {
        return Weights.of(Map.of("factor", FloatTensor.of(new float[] {FACTOR}, 1)));
    }

    @Override
    public ProgramPlan plan() {
        return plan;
    }

    @Override
    public void run(Frame frame, Worker worker) {
        float factor = frame.weights().getAtIndex(ValueLayout.JAVA_FLOAT, 0);
        for (int t = worker.claim(); t < frame.rows(0); t = worker.claim()) {
            frame.arena()[16 * t] = frame.indices(0)[t] * factor;
        }
    }

    @Override
    public DeviceCode code(DeviceInfo.Kind kind) {
        return this;
    }

    @Override
    public SizeFormula scratch(int entry) {
        return new SizeFormula(0);
    }

    @Override
    public long localBytes() {
        return 0;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public List<DeviceKernel> kernels() {
        return List.of(DeviceKernel.of(
                "times",
                Argument.ARENA,
                Argument.WEIGHTS,
                Argument.indices(0),
                Argument.rows(0),
                Argument.ARENA_PLACE,
                Argument.WEIGHTS_PLACE));
    }

    @Override
    public void run(DeviceCall call) {
        call.launch(0, call.rows(0), 0, 0);
        call.launch(0, call.rows(0), 0, 0); // once more, to the same effect: programs have many
    }
}
