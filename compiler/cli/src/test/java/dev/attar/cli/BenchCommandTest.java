package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Step;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.Flops;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured, never how long it took. */
class BenchCommandTest {
    @TempDir
    private static Path folder;

    private static Path spec;

    @BeforeAll
    static void write() throws Exception {
        spec = SmallModel.write(folder);
    }

    @Test
    void theStepsAreThoseOfTheProgram() throws Exception {
        LoopProgram loops =
                Compiler.loops(Compiler.check(Source.of("small.attar", SmallModel.SPEC)), Width.SCALAR, Storage.FP32);
        List<String> expected = new ArrayList<>();
        for (Step step : loops.entries().getFirst().steps()) {
            switch (step) {
                case Step.Work work -> work.calls().forEach(call -> expected.add(call.kernel() + " 1"));
                case Step.PerLayerSteps layers ->
                    layers.calls()
                            .forEach(call -> expected.add(
                                    call.kernel() + " " + layers.layers().count()));
                case Step.OutputReady _ -> {}
            }
        }
        JsonNode measured = json("--tokens", "5").getFirst();
        List<String> actual = new ArrayList<>();
        for (JsonNode step : measured.get("steps")) {
            actual.add(step.get("kernel").textValue() + " " + step.get("times").intValue());
        }
        assertEquals(expected, actual);
        assertEquals("1", measured.get("steps").get(0).get("step").textValue());
    }

    @Test
    void theOperationsOfTheStepsAreThoseOfTheModel() throws Exception {
        Flops flops = Flops.of(Compiler.model(Compiler.check(Source.of("small.attar", SmallModel.SPEC)))
                .forward());
        JsonNode measured = json("--lengths", "1,8,3").getFirst();
        assertEquals("[1,8,3]", measured.get("lengths").toString());
        assertEquals(12, measured.get("tokens").intValue());
        long expected = 12 * flops.perToken() + (1 + 64 + 9) * flops.perTokenAndPosition() + 3 * flops.perSequence();
        assertEquals(expected, measured.get("flop").longValue());
        long sum = 0;
        for (JsonNode step : measured.get("steps")) {
            sum += step.get("flop").longValue();
        }
        assertEquals(expected, sum);
    }

    @Test
    void eachBatchIsALine() throws Exception {
        List<JsonNode> all =
                json("--batch", "2", "--tokens", "1,7", "--tokens", "3", "--lengths", "2,4", "--rounds", "2");
        assertEquals(
                List.of("[1,1]", "[7,7]", "[3,3]", "[2,4]"),
                all.stream().map(m -> m.get("lengths").toString()).toList());
        for (JsonNode one : all) {
            assertEquals(2, one.get("rounds").intValue());
            assertEquals("Small", one.get("model").textValue());
            assertTrue(one.get("seconds").doubleValue() > 0);
            assertTrue(one.get("peakFlops").doubleValue() > 0);
        }
    }

    @Test
    void threadsOutputAndWeightsAreTheCallersToSay() throws Exception {
        JsonNode all = json("--threads", "3", "--weights", folder.resolve("small.safetensors"), "--tokens", "8")
                .getFirst();
        assertEquals(3, all.get("threads").intValue());
        JsonNode hidden = json("--output", "hidden", "--tokens", "8").getFirst();
        assertEquals("hidden", hidden.get("output").textValue());
        assertEquals(
                all.get("steps").size() - 2, hidden.get("steps").size(), "without what comes after the last layer");
    }

    @Test
    void forPeopleThereIsATable() {
        Ran ran = bench("--lanes", "4").done();
        ran.says("Small, 1 x 8 tokens", "vectors of 4 floats", "ms a call", "tokens/s", "of the measured peak");
        ran.says("GFLOP/s", "2.1", "layer.attention.mixed (T,16) x 2", "outside of steps", "sum");
        assertEquals("", ran.err());
        bench("--target", "scalar", "-v", "--tokens", "1").done().says("plain Java", "1 x 1 token,");
    }

    @Test
    void inputsThatTheModelCannotTakeAreRefused() throws Exception {
        bench("--tokens", "9").failed(ExitStatus.REFUSED, "9 tokens", "context of Small, 8", "hint");
        bench("--lengths", "1,2,30").failed(ExitStatus.REFUSED, "30 tokens");
        Path longer = Files.writeString(
                folder.resolve("longer.attar"), SmallModel.SPEC.replace("context 8", "context 65536"));
        Ran.attar("bench", longer, "--target", "scalar", "--batch", "65536", "--tokens", "65536")
                .failed(ExitStatus.REFUSED, "4294967296 tokens", "--batch");
        bench("--weights", folder.resolve("none")).failed(ExitStatus.REFUSED, "none");
        bench("--weights", spec).failed(ExitStatus.REFUSED, "small.attar");
        Ran.attar("bench", folder.resolve("none.attar")).failed(ExitStatus.REFUSED, "none.attar");
        Path large = Files.writeString(
                folder.resolve("large.attar"),
                SmallModel.SPEC
                        .replace("vocabulary 30522", "vocabulary 8000000")
                        .replace("width 16", "width 1024"));
        Ran.attar("bench", large, "--target", "scalar")
                .failed(ExitStatus.REFUSED, "random weights", "32.8 GB", "--weights", "-Xmx");
    }

    @Test
    void wrongCommandLines() {
        Ran.attar("bench").failed(ExitStatus.USAGE, "SPEC");
        for (String option : List.of("--tokens", "--batch", "--rounds", "--threads", "--lengths")) {
            bench(option, "0").failed(ExitStatus.USAGE, option);
            bench(option, "x").failed(ExitStatus.USAGE, "'x'");
        }
        bench("--batch", "1048577").failed(ExitStatus.USAGE, "--batch");
        bench("--output", "tail").failed(ExitStatus.USAGE, "head or hidden");
        bench("--warmup", "-1").failed(ExitStatus.USAGE, "--warmup");
        bench("--warmup", "NaN").failed(ExitStatus.USAGE, "--warmup");
    }

    private static List<JsonNode> json(Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("--target", "scalar", "--json"));
        arguments.addAll(Arrays.asList(more));
        Ran ran = bench(arguments.toArray()).done();
        assertEquals("", ran.err());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : ran.out().split("\n")) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static Ran bench(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("bench", spec));
        List<Object> given = Arrays.asList(more);
        if (!given.contains("--rounds")) {
            arguments.addAll(List.of("--rounds", "1"));
        }
        if (!given.contains("--warmup")) {
            arguments.addAll(List.of("--warmup", "0"));
        }
        arguments.addAll(given);
        return Ran.attar(arguments.toArray());
    }
}
