package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attar.runtime.device.DeviceRuntime;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
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
    void aDeviceIsForOpenClAlone() throws Exception {
        Path spec = SmallModel.write(folder);
        Ran.attar("verify", spec, "--device", "0").failed(ExitStatus.USAGE, "--target opencl");
        Ran.attar("bench", spec, "--target", "opencl").failed(ExitStatus.USAGE, "java or scalar");
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
