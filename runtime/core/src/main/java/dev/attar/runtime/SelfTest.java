package dev.attar.runtime;

import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceState;
import dev.attar.runtime.device.Grain;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Whether a device computes the model: every kernel of the program, on small batches, with the model's own weights, against the
 * scalar program; and whether a sequence has the same bits alone and between others.
 *
 * <p>Numerics: devices may round divisions and roots otherwise. What is allowed is a thousandth of the output's largest value: much
 * more than rounding makes of any model that is of use, much less than a kernel that reads or writes at a wrong place.
 */
final class SelfTest {
    private static final float ALLOWED = 1e-3f;

    /**
     * Lengths of the sequences of each batch: all heights of a register tile, more than one strip, a sequence of 1; one that is
     * longer than what a group takes at a time.
     */
    private static final List<List<Integer>> BATCHES =
            List.of(List.of(17, 5, 1), List.of(6), List.of(4), List.of(3), List.of(2), List.of(70));

    private final DeviceSession device;
    private final Session scalar;
    private final ProgramPlan plan;

    private SelfTest(DeviceSession device, Session scalar) {
        this.device = device;
        this.scalar = scalar;
        this.plan = device.plan();
    }

    /** What is wrong; empty when nothing is. */
    static Optional<String> run(DeviceSession device, DeviceModel model, Session scalar) {
        return new SelfTest(device, scalar).run(model);
    }

    private Optional<String> run(DeviceModel model) {
        Random random = new Random(20);
        for (int entry = 0; entry < plan.entries().size(); entry++) {
            for (List<Integer> lengths : BATCHES) {
                if (keeps(entry)) {
                    continue;
                }
                Optional<String> wrong = compare(model, null, entry, inputs(entry, lengths, random));
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        boolean steps = false;
        for (int entry = 0; entry < plan.entries().size(); entry++) {
            steps |= keeps(entry);
        }
        return steps ? steps(model, random) : Optional.empty();
    }

    private boolean keeps(int entry) {
        return plan.entries().get(entry).inputs().stream()
                .anyMatch(input -> plan.inputs().get(input).limit() < 0);
    }

    /**
     * The entry points that keep something, in the order in which they need each other; on some of the batches, since they share most
     * kernels with the others, and the scalar program takes its time.
     */
    private Optional<String> steps(DeviceModel model, Random random) {
        for (List<Integer> lengths : List.of(BATCHES.getFirst(), BATCHES.getLast())) {
            StepTrial trial = new StepTrial(plan, lengths, random);
            try (CallState kept = scalar.state();
                    DeviceState onDevice = model.state()) {
                kept.grow(trial.blocks());
                for (int block = 0; block < trial.blocks(); block++) {
                    kept.allocate(block);
                }
                onDevice.grow(trial.blocks());
                Optional<String> wrong = steps(model, onDevice, trial, kept);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> steps(DeviceModel model, DeviceState onDevice, StepTrial trial, CallState kept) {
        Optional<String> wrong = Optional.empty();
        if (plan.inputNumber("source.slots") >= 0) {
            int encode = plan.entryNumber("encode");
            wrong = compare(model, onDevice, encode, trial.first(encode, kept));
        }
        int extend = plan.entryNumber("extend");
        if (wrong.isEmpty() && trial.hasBefore()) {
            wrong = compare(model, onDevice, extend, trial.first(extend, kept));
        }
        for (int entry : new int[] {extend, plan.entryNumber("step")}) {
            if (wrong.isEmpty()) {
                wrong = compare(model, onDevice, entry, trial.second(entry, kept));
            }
        }
        return wrong;
    }

    /** Random values for all inputs of an entry point, for sequences of these lengths along each axis. */
    private CallInputs inputs(int entry, List<Integer> lengths, Random random) {
        EntryPlan needs = plan.entries().get(entry);
        CallInputs inputs = new CallInputs(lengths.size());
        for (int axis : needs.axes()) {
            int[] starts = new int[lengths.size() + 1];
            for (int i = 0; i < lengths.size(); i++) {
                starts[i + 1] = starts[i]
                        + Math.min(lengths.get(i), plan.axes().get(axis).most());
            }
            inputs.axis(axis, starts);
        }
        for (int input : needs.inputs()) {
            ProgramPlan.Input declared = plan.inputs().get(input);
            int rows = inputs.starts(declared.axis())[lengths.size()];
            inputs.indices(input, random.ints(rows, 0, declared.limit()).toArray());
        }
        return inputs;
    }

    /** One sequence of a call as a call of its own. */
    private CallInputs only(int sequence, int entry, CallInputs call) {
        EntryPlan needs = plan.entries().get(entry);
        CallInputs one = new CallInputs(1).state(call.state());
        for (int axis : needs.axes()) {
            int[] starts = call.starts(axis);
            one.axis(axis, new int[] {0, starts[sequence + 1] - starts[sequence]});
        }
        for (int input : needs.inputs()) {
            int[] starts = call.starts(plan.inputs().get(input).axis());
            one.indices(input, Arrays.copyOfRange(call.indices(input), starts[sequence], starts[sequence + 1]));
        }
        return one;
    }

    /** @param kept on the device; null where the entry point keeps nothing */
    private Optional<String> compare(DeviceModel model, DeviceState kept, int entry, CallInputs batch) {
        Optional<String> wrong = Optional.empty();
        int outputs = plan.entries().get(entry).outputs().size();
        for (int output = 0; output < outputs && wrong.isEmpty(); output++) {
            wrong = compare(model, kept, entry, batch, output);
        }
        return wrong;
    }

    private Optional<String> compare(DeviceModel model, DeviceState kept, int entry, CallInputs batch, int output) {
        EntryPlan needs = plan.entries().get(entry);
        String name = needs.outputs().get(output).name();
        int first = needs.axes().getFirst();
        String size = batch.starts(first)[batch.sequences()] + " "
                + plan.axes().get(first).name();
        float[] expected = scalar.run(entry, batch, output).values();
        float[] actual =
                device.run(model, entry, batch, kept, output, Grain.COARSE).values();
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            if (Float.isNaN(expected[i]) && Float.isNaN(actual[i])) {
                continue;
            }
            // Not "difference > allowed": a NaN must not pass.
            if (!(Math.abs(actual[i] - expected[i]) <= ALLOWED * largest)) {
                return Optional.of("output " + name + " of " + batch.sequences() + " sequences, " + size
                        + " in all: value " + i + " of " + expected.length + " is " + actual[i]
                        + ", it should be " + expected[i]);
            }
        }
        for (Grain grain : List.of(Grain.FINE, Grain.FEW)) {
            float[] smaller =
                    device.run(model, entry, batch, kept, output, grain).values();
            int other = differing(actual, 0, smaller);
            if (other >= 0) {
                return Optional.of("output " + name + " of " + size + " is not the same in smaller tasks: "
                        + smaller[other] + " and " + actual[other]);
            }
        }
        return needs.separable() ? alone(model, kept, entry, batch, output, actual, name) : Optional.empty();
    }

    /** The first value with other bits; -1 where there is none. */
    private static int differing(float[] all, int from, float[] some) {
        for (int i = 0; i < some.length; i++) {
            if (Float.floatToRawIntBits(some[i]) != Float.floatToRawIntBits(all[from + i])) {
                return i;
            }
        }
        return -1;
    }

    private Optional<String> alone(
            DeviceModel model,
            DeviceState kept,
            int entry,
            CallInputs batch,
            int output,
            float[] together,
            String name) {
        int at = 0;
        for (int s = 0; s < batch.sequences() && batch.sequences() > 1; s++) {
            float[] alone = device.run(model, entry, only(s, entry, batch), kept, output, Grain.AS_SUITS)
                    .values();
            int other = differing(together, at, alone);
            if (other >= 0) {
                return Optional.of("output " + name + " of sequence " + s + " is not the same alone and in a batch: "
                        + alone[other] + " and " + together[at + other]);
            }
            at += alone.length;
        }
        return Optional.empty();
    }
}
