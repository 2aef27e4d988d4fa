package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceProgram;
import dev.attar.runtime.device.DeviceRuntime;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DevicesCommandTest {
    @TempDir
    private Path folder;

    @Test
    void devicesAreListedTestedAndUsed() throws Exception {
        needsDevice();
        Ran tested = Ran.attar("devices", "--test").done().says("platform", "compute units", "passed with SelfTest");
        assertTrue(tested.err().contains("passed: "), tested.err());
        Ran.attar("devices").done().says("passed with SelfTest");
        Path spec = SmallModel.write(folder);
        Object[] run = {
            "run", spec, "--weights", folder.resolve("small.safetensors"), "--ids", "101,7592,102", "--json", "--target"
        };
        String java = Ran.attar(with(run, "java")).done().out();
        Ran device = Ran.attar(with(run, "opencl", "-v")).done();
        assertTrue(device.err().contains("computed by "), device.err());
        assertEquals(java.substring(0, java.indexOf("values")), device.out().substring(0, java.indexOf("values")));
        Ran.attar("verify", spec, "--target", "opencl").done().says("hidden", "head", "agrees");
        Ran.attar(with(run, "opencl", "--device", "no such")).failed(ExitStatus.REFUSED, "'no such'", "there is ");
    }

    @Test
    void aDeviceInQuarantineIsShownWithItsReportAndNotUsedUntilItPasses() throws Exception {
        needsDevice();
        Path spec = SmallModel.write(folder);
        Ran.attar("devices", "--test").done();
        Source source = Source.of(spec);
        DeviceProgram program = GeneratedClasses.compile(Compiler.compile(
                        Compiler.check(source),
                        Origin.of(source),
                        CompileOptions.defaults()
                                .withWidths(EnumSet.of(Width.SCALAR))
                                .withOpenCl()))
                .deviceProgram();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment weights = arena.allocate(Float.BYTES * program.plan().weightFloats(), 64);
            ServiceLoader<DeviceRuntime> runtimes = ServiceLoader.load(DeviceRuntime.class);
            try (DeviceModel model = runtimes.findFirst().orElseThrow().open(program, weights, Optional.empty())) {
                model.testFailed("Small: value 7 of 9 is wrong");
            }
        }
        Ran.attar("devices").done().says("QUARANTINE  Small: value 7 of 9 is wrong");
        Ran.attar("verify", spec, "--target", "opencl")
                .failed(ExitStatus.REFUSED, "Small: value 7 of 9 is wrong", "attar devices --test tries these again");
        Ran tested = Ran.attar("devices", "--test").done();
        assertFalse(tested.out().contains("QUARANTINE"), tested.out());
        Ran.attar("verify", spec, "--target", "opencl").done();
    }

    @Test
    @EnabledOnOs(OS.LINUX) // whose loader looks for drivers where this variable says
    void withoutADeviceItIsOneLineAndTheStatusIs1() throws Exception {
        Path spec = SmallModel.write(folder);
        for (String command : List.of("verify", "run")) {
            List<String> arguments = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    "--enable-native-access=ALL-UNNAMED",
                    Main.class.getName(),
                    command,
                    spec.toString(),
                    "--target",
                    "opencl"));
            if (command.equals("run")) {
                arguments.addAll(
                        List.of("--weights", folder.resolve("small.safetensors").toString(), "--ids", "101,102"));
            }
            Path err = folder.resolve(command + ".err");
            ProcessBuilder builder = new ProcessBuilder(arguments)
                    .redirectOutput(folder.resolve(command + ".out").toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .put("OCL_ICD_VENDORS", folder.resolve("no drivers").toString());
            Process process = builder.start();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            List<String> said = Files.readAllLines(err);
            assertEquals(ExitStatus.REFUSED, process.exitValue(), said.toString());
            assertEquals(1, said.size(), said.toString());
            assertTrue(said.getFirst().startsWith("attar: there is no OpenCL device on this machine: install"));
            assertEquals("", Files.readString(folder.resolve(command + ".out")));
        }
    }

    @Test
    void benchTimesEachLaunch() throws Exception {
        needsDevice();
        Object[] bench = {
            "bench", SmallModel.write(folder), "--tokens", "5", "--rounds", "3", "--warmup", "0", "--json", "--target"
        };
        Ran ran = Ran.attar(with(bench, "opencl")).done();
        JsonNode plain = new ObjectMapper()
                .readTree(Ran.attar(with(bench, "scalar")).done().out());
        JsonNode measured = new ObjectMapper().readTree(ran.out());
        assertTrue(measured.get("computedBy").textValue().contains("driver"), ran.out());
        assertTrue(measured.get("seconds").doubleValue() > 0, ran.out());
        assertEquals(plain.get("steps").size(), measured.get("steps").size(), ran.out());
        measured.get("steps").forEach(step -> assertTrue(step.get("seconds").doubleValue() > 0, step.toString()));
    }

    @Test
    void aDeviceIsForOpenClAlone() throws Exception {
        Path spec = SmallModel.write(folder);
        Ran.attar("verify", spec, "--device", "0").failed(ExitStatus.USAGE, "--target opencl");
        Ran.attar("compile", spec, "-o", folder, "--target", "opencl").failed(ExitStatus.USAGE, "java,opencl");
    }

    private static Object[] with(Object[] words, Object... more) {
        Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    private static void needsDevice() {
        boolean there = ServiceLoader.load(DeviceRuntime.class)
                .findFirst()
                .map(runtime -> !runtime.devices().isEmpty())
                .orElse(false);
        assumeTrue(there || Boolean.getBoolean("attar.opencl.required"), "no OpenCL device");
    }
}
