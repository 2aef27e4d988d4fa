package dev.attar.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.cli.doctor.Finding.State;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.device.DeviceInfo;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceRuntime;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is found on machines that this one is not. */
class FindingsTest {
    private static final String AVX_512 = "fma avx avx2 avx512f avx512dq avx512cd avx512bw avx512vl";

    @TempDir
    private Path root;

    private static JvmFlags flags(Map<String, String> values) {
        return option -> Optional.ofNullable(values.get(option));
    }

    private SystemFiles file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return new SystemFiles(root);
    }

    private Processor processor(String features) throws IOException {
        return Processor.of(
                file("proc/cpuinfo", "processor\t: 0\nmodel name\t: Some Chip\nflags\t\t: " + features + "\n"),
                "amd64");
    }

    private static Finding named(List<Finding> findings, String name) {
        return findings.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + findings));
    }

    private Finding wider(int lanes, String features, Map<String, String> flags) throws IOException {
        Width width = Width.named(Integer.toString(lanes)).orElseThrow();
        return named(VectorFindings.of(new WidthChoice(width, "said"), processor(features), flags(flags)), "wider");
    }

    @Test
    void theWidestVectorsOfTheProcessorAreNoReasonToChangeAnything() throws IOException {
        assertEquals(State.OK, wider(16, AVX_512, Map.of()).state());
        assertEquals(State.OK, wider(8, "fma avx avx2", Map.of("UseAVX", "2")).state());
    }

    @Test
    void narrowerVectorsThanTheProcessorsHaveTheirReason() throws IOException {
        Finding level = wider(8, AVX_512, Map.of("UseAVX", "2", "MaxVectorSize", "32"));
        assertEquals(State.NOTE, level.state());
        assertTrue(level.advice().orElseThrow().contains("-XX:UseAVX=3"), level.toString());
        Finding size = wider(8, AVX_512, Map.of("UseAVX", "3", "MaxVectorSize", "32"));
        assertTrue(size.advice().orElseThrow().contains("-XX:MaxVectorSize=64"), size.toString());
        Finding unknown = wider(8, AVX_512, Map.of());
        assertTrue(unknown.value().contains("512 bits"), unknown.toString());
    }

    @Test
    void aMissingModuleIsWrongAndNamesTheFlag() throws IOException {
        List<Finding> found = VectorFindings.of(
                new WidthChoice(Width.SCALAR, "start the JVM with --add-modules jdk.incubator.vector"),
                processor(AVX_512),
                flags(Map.of()));
        assertEquals(State.WRONG, named(found, "width").state());
    }

    @Test
    void aProcessorWithoutFusedMultiplyAddIsTooSlow() throws IOException {
        assertEquals(
                State.WRONG,
                named(VectorFindings.of(processor("avx"), flags(Map.of())), "fma")
                        .state());
        assertEquals(
                State.WRONG,
                named(VectorFindings.of(processor(AVX_512), flags(Map.of("UseFMA", "false"))), "fma")
                        .state());
    }

    @Test
    void aJvmThatDoesNotOptimizeIsWrong() {
        Map<String, String> jvm = Map.of("java.vm.info", "mixed mode");
        assertEquals(
                State.WRONG,
                named(JavaFindings.of(jvm::get, flags(Map.of("TieredStopAtLevel", "1")), true), "optimizer")
                        .state());
        assertEquals(
                State.WRONG,
                named(JavaFindings.of(_ -> "interpreted mode", flags(Map.of()), true), "optimizer")
                        .state());
        assertEquals(
                "C2",
                named(JavaFindings.of(jvm::get, flags(Map.of("TieredStopAtLevel", "4")), true), "optimizer")
                        .value());
        assertEquals(
                State.WRONG,
                named(JavaFindings.of(jvm::get, flags(Map.of()), false), "javac")
                        .state());
    }

    @Test
    void quotasOfBothKindsOfControlGroupsAreFound() throws IOException {
        file("proc/cpuinfo", "processor : 0\nprocessor : 1\nprocessor : 2\nprocessor : 3\n");
        file("proc/self/cgroup", "0::/pod/box\n");
        SystemFiles files = file("sys/fs/cgroup/pod/cpu.max", "150000 100000\n");
        file("sys/fs/cgroup/pod/box/cpu.max", "max 100000\n");
        Finding found = named(LimitFindings.of(files, flags(Map.of()), 2, 0, 1 << 28), "processors");
        assertEquals("2 of the machine's 4, a container's quota of 1.50", found.value());
        assertTrue(found.advice().orElseThrow().contains("--threads 1"), found.toString());

        file("proc/self/cgroup", "4:memory:/x\n1:cpu:/x\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "200000\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        Finding whole = named(LimitFindings.of(files, flags(Map.of()), 2, 0, 1 << 28), "processors");
        assertEquals(State.OK, whole.state());
        assertTrue(whole.value().contains("quota of 2.00"), whole.toString());
    }

    @Test
    void aContainersMemoryIsToldFromTheMachines() throws IOException {
        SystemFiles files = file("proc/meminfo", "MemTotal:       16000000 kB\nMemFree: 1 kB\n");
        Finding found = named(LimitFindings.of(files, flags(Map.of()), 1, 512_000_000L, 1), "memory");
        assertEquals("512 MB, a container's limit; the machine has 16,384 MB", found.value());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCacheThatOthersCanWriteToIsWrong() throws IOException {
        Path open = Files.createDirectory(root.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Finding found = named(CacheFindings.of(Map.of("ATTAR_CACHE", open.toString()), "/home/x"), "classes");
        assertEquals(State.WRONG, found.state());
        assertTrue(found.value().contains("others can write to"), found.toString());
        Finding own = named(CacheFindings.of(Map.of("ATTAR_CACHE", root + "/own"), "/home/x"), "opencl");
        assertEquals(State.OK, own.state(), own::toString);
    }

    @Test
    void devicesInQuarantineAndNamesOfNoneAreWrong() {
        List<DeviceInfo> there = List.of(
                device("Alpha", List.of("MiniLm"), Optional.empty()),
                device("Beta", List.of(), Optional.of("it was lost")));
        List<Finding> found = DeviceFindings.of(Optional.of(new Some(there)), Map.of("ATTAR_OPENCL_DEVICE", "gamma"));
        assertEquals(State.OK, named(found, "0").state());
        assertEquals(State.WRONG, named(found, "1").state());
        assertEquals(State.WRONG, named(found, "ATTAR_OPENCL_DEVICE").state());
        assertEquals(
                2,
                DeviceFindings.of(Optional.of(new Some(there)), Map.of("ATTAR_OPENCL_DEVICE", "alph"))
                        .size());
        assertEquals(
                "add natives",
                DeviceFindings.of(Optional.of(new Some(List.of())), Map.of())
                        .getFirst()
                        .advice()
                        .orElseThrow());
    }

    private static DeviceInfo device(String name, List<String> tested, Optional<String> quarantine) {
        return new DeviceInfo("Maker", name, DeviceInfo.Kind.GPU, "1.0", 4, 1L << 30, tested, quarantine);
    }

    private record Some(List<DeviceInfo> devices) implements DeviceRuntime {
        @Override
        public DeviceModel open(DeviceProgram program, MemorySegment weights, Optional<String> device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> missing() {
            return devices.isEmpty() ? Optional.of("add natives") : Optional.empty();
        }

        @Override
        public void forget() {}
    }
}
