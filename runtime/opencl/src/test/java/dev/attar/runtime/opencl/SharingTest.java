package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.Weights;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What sessions and callers have in common, and what each has for itself. */
class SharingTest {
    private static final int[] IDS = {3, 1, 4};
    private static final float[] ANSWER = {4.5f, 1.5f, 6f};

    private static OpenClRuntime runtime(FakeBinding binding) {
        DeviceStateStore store = new DeviceStateStore(Optional.empty());
        return new OpenClRuntime(binding, store, new DeviceHealth(store), new Uploads(), Map.of());
    }

    private static Session open(OpenClRuntime runtime, Weights weights) {
        return Session.open(runtime, new Toy(), _ -> new Toy(), weights, Target.openCl());
    }

    private static Weights weights(float factor) {
        return Weights.of(Map.of("factor", FloatTensor.of(new float[] {factor}, 1)));
    }

    @Test
    void equalWeightsAreBroughtToADeviceOnceAndStayWhileTheyAreNeeded() {
        FakeBinding binding = new FakeBinding("gpu");
        OpenClRuntime runtime = runtime(binding);
        Session first = open(runtime, weights(1.5f));
        Session second = open(runtime, weights(1.5f));
        assertEquals(1, binding.calls.get("constant"));
        try (Session other = open(runtime, weights(2))) {
            assertEquals(2, binding.calls.get("constant"));
            first.close();
            assertArrayEquals(ANSWER, second.run(IDS, 0));
            assertArrayEquals(new float[] {6, 2, 8}, other.run(IDS, 0));
        }
        second.close();
        assertEquals(0, binding.live());
        try (Session again = open(runtime, weights(1.5f))) {
            assertEquals(3, binding.calls.get("constant"));
            assertArrayEquals(ANSWER, again.run(IDS, 0));
        }
        assertEquals(0, binding.live());
    }

    @Test
    void twoDevicesHaveThemEach() {
        FakeBinding binding = new FakeBinding("one", "two");
        OpenClRuntime runtime = runtime(binding);
        try (Session first = open(runtime, weights(1.5f))) {
            binding.fails("launch", "one", ClFailure.DEVICE_NOT_AVAILABLE);
            Assertions.assertThrows(DeviceException.class, () -> first.run(IDS, 0));
            try (Session second = open(runtime, weights(1.5f))) {
                assertArrayEquals(ANSWER, second.run(IDS, 0));
                assertArrayEquals(ANSWER, first.run(IDS, 0));
                assertEquals(2, binding.calls.get("constant"));
            }
        }
        assertEquals(0, binding.live());
    }

    @Test
    void aProcessorReadsThemInPlace() {
        FakeBinding binding = new FakeBinding(DeviceInfo.Kind.PROCESSOR, "cpu");
        OpenClRuntime runtime = runtime(binding);
        Session first = open(runtime, weights(1.5f));
        try (Session second = open(runtime, weights(1.5f))) {
            first.close(); // and with it the memory that its weights are in
            assertArrayEquals(ANSWER, second.run(IDS, 0));
            assertEquals(List.of(true, true), binding.inPlace);
        }
        assertEquals(0, binding.live());
    }

    @Test
    void aCallerWithinTheCallOfAnotherHasAQueueAndMemoryOfItsOwn() {
        FakeBinding binding = new FakeBinding("gpu");
        try (Session session = open(runtime(binding), weights(1.5f))) {
            assertEquals(1, binding.calls.get("queue"));
            AtomicReference<float[]> inner = new AtomicReference<>();
            // After its input has been written, and before its kernel runs.
            binding.during("launch", () -> inner.set(session.run(new int[] {10, 20, 30, 40}, 0)));
            assertArrayEquals(ANSWER, session.run(IDS, 0));
            assertArrayEquals(new float[] {15, 30, 45, 60}, inner.get());
            assertEquals(2, binding.calls.get("queue"));
            session.run(IDS, 0);
            assertEquals(2, binding.calls.get("queue"), "kept for the next call");
        }
        assertEquals(0, binding.live());
    }

    @Test
    void aCallIsInputLaunchesAndOneResult() {
        FakeBinding binding = new FakeBinding("gpu");
        try (Session session = open(runtime(binding), weights(1.5f))) {
            session.run(IDS, 0);
            binding.order.clear();
            session.run(IDS, 0);
            // Ids, segments and offsets; the toy's two kernels; nothing that waits but for the result, and nothing is
            // made.
            assertEquals(List.of("write", "write", "launch", "launch", "read"), binding.order);
        }
    }
}
