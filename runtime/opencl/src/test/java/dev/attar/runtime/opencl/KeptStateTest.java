package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.CallState;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.kernel.ProgramPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers keep on devices: how it grows, and what becomes of it when a device fails. */
class KeptStateTest {
    private static final ProgramPlan.State STATE = new ProgramPlan.State(6, 0, 0);
    private static final int[] IDS = {3, 1, 4};

    @TempDir
    private Path folder;

    private Session open(FakeBinding binding, Target.OpenCl target) {
        DeviceStateStore store = new DeviceStateStore(Optional.of(folder));
        OpenClRuntime runtime = new OpenClRuntime(binding, store, new DeviceHealth(store), new Uploads(), Map.of());
        return Session.open(runtime, new Toy(STATE), _ -> new Toy(STATE), Toy.weights(), target);
    }

    private static DeviceException refused(Reason reason, Runnable what) {
        DeviceException refused = assertThrows(DeviceException.class, what::run);
        assertEquals(reason, refused.reason(), refused.getMessage());
        return refused;
    }

    @Test
    void itGrowsOnTheDeviceAndBlocksAreCopiedThere() {
        FakeBinding binding = new FakeBinding("good");
        try (Session session = open(binding, Target.openCl())) {
            assertTrue(session.keepsState());
            CallState kept = session.state();
            assertEquals(0, kept.blocks());
            kept.grow(8);
            assertEquals(0, binding.calls.getOrDefault("copy", 0));
            kept.grow(12);
            assertEquals(1, binding.calls.get("copy"));
            kept.copy(3, 11);
            assertEquals(2, binding.calls.get("copy"));
            assertEquals(12, kept.blocks());
            int with = binding.live();
            kept.clear();
            assertEquals(0, kept.blocks());
            assertEquals(with - 1, binding.live());
            kept.grow(8);
        }
        assertEquals(0, binding.live());
    }

    @Test
    void moreThanTheDeviceGivesIsRefusedAndNothingHasChanged() {
        FakeBinding binding = new FakeBinding("small");
        try (Session session = open(binding, Target.openCl())) {
            CallState kept = session.state();
            kept.grow(8);
            DeviceException refused = refused(Reason.MEMORY, () -> kept.grow(1 << 16));
            assertTrue(refused.getMessage().contains("close sequences"), refused.getMessage());
            assertEquals(8, kept.blocks());
            binding.fails("buffer", "small", ClFailure.MEM_OBJECT_ALLOCATION_FAILURE);
            refused(Reason.MEMORY, () -> kept.grow(12));
            assertEquals(8, kept.blocks());
            kept.grow(12);
        }
        assertEquals(0, binding.live());
    }

    @Test
    void itIsGoneWithItsDeviceAndBeginsAnewOnAnother() {
        FakeBinding binding = new FakeBinding("first", "second");
        try (Session session = open(binding, Target.openCl())) {
            CallState kept = session.state();
            kept.grow(8);
            binding.fails("launch", "first", ClFailure.DEVICE_NOT_AVAILABLE);
            refused(Reason.LOST, () -> session.run(IDS, 0));
            refused(Reason.STATE_LOST, () -> kept.grow(12));
            kept.clear();
            kept.grow(8);
            assertTrue(session.computedBy().contains("second"));
            binding.fails("copy", "second", ClFailure.DEVICE_NOT_AVAILABLE);
            refused(Reason.LOST, () -> kept.grow(12));
        }
        assertEquals(0, binding.live());
    }

    @Test
    void itIsKeptInTheHeapWhereTheProcessorTakesOver() {
        FakeBinding binding = new FakeBinding("only");
        try (Session session = open(binding, Target.openCl().orProcessor(Options.defaults()))) {
            CallState kept = session.state();
            kept.grow(8);
            binding.fails("launch", "only", ClFailure.DEVICE_NOT_AVAILABLE);
            refused(Reason.LOST, () -> session.run(IDS, 0));
            refused(Reason.STATE_LOST, () -> kept.grow(12));
            kept.clear();
            kept.grow(8);
            kept.grow(12);
            assertEquals(12, kept.blocks());
        }
        assertEquals(0, binding.live());
    }
}
