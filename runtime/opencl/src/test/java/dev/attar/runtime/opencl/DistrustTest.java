package dev.attar.runtime.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of calls when a driver or a device does wrong. */
class DistrustTest {
    private static final int[] IDS = {3, 1, 4};
    private static final float[] ANSWER = {4.5f, 1.5f, 6f};

    @TempDir
    private Path folder;

    private OpenClRuntime runtime(FakeBinding binding) {
        DeviceStateStore store = new DeviceStateStore(Optional.of(folder));
        return new OpenClRuntime(binding, store, new DeviceHealth(store), new Uploads(), Map.of());
    }

    private static Session open(OpenClRuntime runtime, Target.OpenCl target) {
        return Session.open(runtime, new Toy(), _ -> new Toy(), Toy.weights(), target);
    }

    private static void answers(Session session) {
        assertArrayEquals(ANSWER, session.run(IDS, 0));
    }

    private static DeviceException refused(Reason reason, Runnable what, String... words) {
        DeviceException refused = assertThrows(DeviceException.class, what::run);
        assertEquals(reason, refused.reason(), refused.getMessage());
        for (String word : words) {
            assertTrue(refused.getMessage().contains(word), () -> "no '" + word + "' in: " + refused.getMessage());
        }
        return refused;
    }

    @Test
    void aGoodDeviceAnswersAndNothingIsLeftOnIt() {
        FakeBinding binding = new FakeBinding("good");
        try (Session session = open(runtime(binding), Target.openCl())) {
            answers(session);
            assertTrue(session.computedBy().contains("good"));
            assertArrayEquals(
                    new float[] {15f, 4.5f, 1.5f, 6f},
                    session.run(Batch.of(List.of(new int[] {10}, IDS)), 0).values());
        }
        assertEquals(0, binding.live());
    }

    @Test
    void aDeviceThatComputesWrongIsQuarantinedAndAnotherTakesItsPlace() {
        FakeBinding binding = new FakeBinding("bad", "good").computesWrong("bad");
        OpenClRuntime runtime = runtime(binding);
        try (Session session = open(runtime, Target.openCl())) {
            answers(session);
            assertTrue(session.computedBy().contains("good"));
        }
        String report = runtime.devices().getFirst().quarantine().orElseThrow();
        assertTrue(report.contains("Toy: output hidden") && report.contains("it should be"), report);
        assertEquals(Optional.empty(), runtime.devices().get(1).quarantine());
        assertEquals(List.of("Toy"), runtime.devices().get(1).tested());
        assertEquals(List.of(), runtime.devices().getFirst().tested());
        assertEquals(0, binding.live());
        refused(Reason.NO_DEVICE, () -> open(runtime, Target.openCl().on("bad")), "bad", "it should be");
    }

    @Test
    void aDeviceOfSmallGroupsRunsTheKernelsOfProcessors() {
        OpenClRuntime runtime = runtime(new FakeBinding("small"));
        int most = 256;
        int bytes = 1024;
        for (WideToy wide : List.of(new WideToy(new Toy(), most + 1, bytes), new WideToy(new Toy(), most, bytes + 1))) {
            try (Session session = Session.open(runtime, wide, _ -> new Toy(), Toy.weights(), Target.openCl())) {
                answers(session);
            }
        }
        WideToy fits = new WideToy(new Toy(), most, bytes);
        assertThrows(
                AssertionError.class,
                () -> Session.open(runtime, fits, _ -> new Toy(), Toy.weights(), Target.openCl()));
    }

    @Test
    void theNextProcessKnowsOfTheQuarantineUntilItIsForgotten() {
        FakeBinding binding = new FakeBinding("bad").computesWrong("bad");
        refused(Reason.SELF_TEST, () -> open(runtime(binding), Target.openCl().on("bad")), "self-test", "bad");
        binding.computesRight("bad");
        refused(Reason.NO_DEVICE, () -> open(runtime(binding), Target.openCl()), "bad", "attar devices --test");
        runtime(binding).forget();
        try (Session session = open(runtime(binding), Target.openCl())) {
            answers(session);
        }
    }

    @Test
    void theProcessorTakesThePlaceOfABadDeviceWhereTheCallerAllowsIt() {
        FakeBinding binding = new FakeBinding("bad").computesWrong("bad");
        Target.OpenCl allowed = Target.openCl().orProcessor(Options.defaults());
        try (Session session = open(runtime(binding), allowed)) {
            answers(session);
            assertTrue(session.computedBy().contains("processor, in place of a device"));
        }
        FakeBinding old = new FakeBinding("old").fails("build", "old", ClFailure.BUILD_PROGRAM_FAILURE);
        FakeBinding small = new FakeBinding("small").fails("constant", "small", ClFailure.OUT_OF_HOST_MEMORY);
        FakeBinding lost = new FakeBinding("lost").fails("launch", "lost", ClFailure.OUT_OF_RESOURCES);
        for (FakeBinding other : List.of(new FakeBinding(), old, small, lost)) {
            try (Session session = open(runtime(other), allowed)) {
                answers(session);
                assertTrue(session.computedBy().contains("processor, in place of a device"));
            }
            assertEquals(0, other.live());
        }
    }

    @Test
    void aDeviceThatFailsInTheTestIsQuarantinedWithWhatItSaid() {
        FakeBinding binding = new FakeBinding("failing").fails("launch", "failing", ClFailure.OUT_OF_RESOURCES);
        OpenClRuntime first = runtime(binding);
        refused(Reason.SELF_TEST, () -> open(first, Target.openCl().on("0")), "failing", "CL_OUT_OF_RESOURCES");
        refused(Reason.NO_DEVICE, () -> open(runtime(binding), Target.openCl()), "CL_OUT_OF_RESOURCES");
        assertEquals(0, binding.live());
    }

    @Test
    void aProcessThatEndsWithinTheTestLeavesTheDeviceInQuarantine() {
        FakeBinding binding = new FakeBinding("crashing");
        OpenClRuntime first = runtime(binding);
        DeviceHealth other = new DeviceHealth(new DeviceStateStore(Optional.of(folder)));
        Device device = binding.devices().getFirst();
        other.testBegins(device, Long.MAX_VALUE / 10); // a process that is no more
        refused(Reason.NO_DEVICE, () -> open(first, Target.openCl()), "crashing", "ended while it tested the device");
        other.forget(device);
        other.testBegins(device); // one that is still at it
        try (Session session = open(first, Target.openCl())) {
            answers(session);
        }
    }

    @Test
    void missingMemoryInTheTestIsNotHeldAgainstADevice() {
        FakeBinding binding = new FakeBinding("full").fails("buffer", "full", ClFailure.OUT_OF_HOST_MEMORY);
        refused(Reason.MEMORY, () -> open(runtime(binding), Target.openCl()), "full");
        try (Session session = open(runtime(binding), Target.openCl())) {
            answers(session);
        }
        assertEquals(0, binding.live());
    }

    @Test
    void aBuildFailureShowsTheLogAndTheLine() {
        for (String log : List.of(
                "<kernel>:2:1: warning: careful\n<kernel>:4:5: error: no such thing\n",
                "1:4:5: fatal error: no such thing\n",
                "warning: /tmp/x.cl:2:1: careful\nerror: /tmp/x.cl:4:5: no such thing\n")) {
            FakeBinding binding = new FakeBinding("old")
                    .fails("build", "old", ClFailure.BUILD_PROGRAM_FAILURE)
                    .says(log);
            refused(
                    Reason.BUILD,
                    () -> open(runtime(binding), Target.openCl()),
                    "kernels of Toy",
                    "line 4 of the generated source: for (int t",
                    "no such thing");
            assertEquals(0, binding.live());
        }
        FakeBinding silent = new FakeBinding("old").fails("build", "old", ClFailure.BUILD_PROGRAM_FAILURE);
        refused(Reason.BUILD, () -> open(runtime(silent), Target.openCl()), "it says nothing more");
    }

    @Test
    void missingMemorySaysWhatIsNeededAndWhatThereIs() {
        FakeBinding binding = new FakeBinding("small");
        Target.OpenCl target = Target.openCl();
        try (Session session = open(runtime(binding), target)) {
            Batch large = Batch.of(java.util.Collections.nCopies(500, new int[64]));
            refused(Reason.MEMORY, () -> session.run(large, 0), "32000 tokens", "2.0 MB", "1.0 MB", "split the batch");
            binding.fails("buffer", "small", ClFailure.MEM_OBJECT_ALLOCATION_FAILURE);
            Batch more = Batch.of(java.util.Collections.nCopies(50, new int[64]));
            refused(Reason.MEMORY, () -> session.run(more, 0), "3200 tokens", "at most");
            binding.during("launch", () -> {
                binding.fails("queue", "small", ClFailure.OUT_OF_HOST_MEMORY);
                refused(Reason.MEMORY, () -> session.run(IDS, 0), "small", "one caller more", "8.4 MB in all");
            });
            answers(session);
            binding.fails("launch", "small", ClFailure.MEM_OBJECT_ALLOCATION_FAILURE);
            refused(Reason.MEMORY, () -> session.run(IDS, 0), "3 tokens", "needs", "besides", "8.4 MB in all");
            answers(session);
        }
        binding.fails("constant", "small", ClFailure.MEM_OBJECT_ALLOCATION_FAILURE);
        refused(
                Reason.MEMORY,
                () -> open(runtime(binding), target),
                "the weights of Toy need 64 bytes",
                "--weights-as");
        assertEquals(0, binding.live());
    }

    @Test
    void aDeviceLostInACallIsAnExceptionAndTheNextCallWorksOnAnother() {
        for (String call : List.of("launch", "read", "write")) {
            FakeBinding binding = new FakeBinding("first", "second");
            try (Session session = open(runtime(binding), Target.openCl())) {
                answers(session);
                binding.fails(call, "first", ClFailure.DEVICE_NOT_AVAILABLE);
                refused(Reason.LOST, () -> session.run(IDS, 0), "first", "CL_DEVICE_NOT_AVAILABLE");
                answers(session);
                assertTrue(session.computedBy().contains("second"));
                binding.fails(call, "second", ClFailure.OUT_OF_RESOURCES);
                refused(Reason.LOST, () -> session.run(IDS, 0), "second");
                refused(Reason.NO_DEVICE, () -> session.run(IDS, 0), "lost in this process");
            }
            assertEquals(0, binding.live());
        }
    }

    @Test
    void ofTwoDevicesThatAreAlikeOneMayBeLost() {
        FakeBinding binding = new FakeBinding("twin", "twin");
        try (Session session = open(runtime(binding), Target.openCl())) {
            binding.fails("launch", "twin", ClFailure.DEVICE_NOT_AVAILABLE);
            refused(Reason.LOST, () -> session.run(IDS, 0), "twin");
            answers(session);
        }
        assertEquals(0, binding.live());
    }

    @Test
    void aDeviceLostInACallIsReplacedByTheProcessorWhereTheCallerAllowsIt() {
        FakeBinding binding = new FakeBinding("only");
        try (Session session = open(runtime(binding), Target.openCl().orProcessor(Options.defaults()))) {
            binding.fails("launch", "only", ClFailure.DEVICE_NOT_AVAILABLE);
            refused(Reason.LOST, () -> session.run(IDS, 0));
            answers(session);
            assertTrue(session.computedBy().contains("processor"));
        }
        assertEquals(0, binding.live());
    }

    @Test
    void aDeviceLostBeforeTheFirstCallIsPassedOver() {
        FakeBinding binding = new FakeBinding("first", "second").fails("context", "first", ClFailure.OUT_OF_RESOURCES);
        try (Session session = open(runtime(binding), Target.openCl())) {
            assertTrue(session.computedBy().contains("second"));
        }
        assertEquals(0, binding.live());
    }

    @Test
    void devicesAreChosenByNameNumberAndEnvironment() {
        FakeBinding binding = new FakeBinding("Alpha 1", "Beta 2");
        DeviceStateStore store = new DeviceStateStore(Optional.empty());
        OpenClRuntime runtime = new OpenClRuntime(
                binding, store, new DeviceHealth(store), new Uploads(), Map.of(Devices.VARIABLE, "beta"));
        assertUses("Beta 2", runtime, Target.openCl());
        assertUses("Alpha 1", runtime, Target.openCl().on("0"));
        assertUses("Alpha 1", runtime, Target.openCl().on("ALPHA"));
        refused(Reason.NO_DEVICE, () -> open(runtime, Target.openCl().on("gamma")), "'gamma'", "Alpha 1, Beta 2");
        refused(Reason.NO_DEVICE, () -> open(runtime(new FakeBinding()), Target.openCl()), "pocl-opencl-icd");
    }

    private static void assertUses(String device, OpenClRuntime runtime, Target.OpenCl target) {
        try (Session session = open(runtime, target)) {
            assertTrue(session.computedBy().startsWith(device), session.computedBy());
        }
    }
}
