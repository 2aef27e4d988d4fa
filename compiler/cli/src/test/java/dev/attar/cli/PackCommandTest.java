package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCommandTest {
    private static final List<String> WIDTHS = List.of("16", "8", "4", "scalar");

    @TempDir
    private static Path folder;

    private static Path spec;
    private static Path weights;

    @BeforeAll
    static void write() throws Exception {
        spec = SmallModel.write(folder);
        weights = folder.resolve("small.safetensors");
    }

    private static Path packed(String name, Object... more) {
        Path file = folder.resolve(name);
        Object[] arguments = Stream.concat(Stream.of("pack", spec, "--weights", weights, "-o", file), Stream.of(more))
                .toArray();
        Ran.attar(arguments).done().says("packed     " + file);
        return file;
    }

    /** {@code attar run} with these weights on a machine with vectors of this width. */
    private static Ran run(Path file, String width) {
        List<Object> arguments =
                new ArrayList<>(List.of("run", spec, "--weights", file, "--ids", "1,2,3", "--ids", "9", "--json"));
        arguments.addAll(width.equals("scalar") ? List.of("--target", "scalar") : List.of("--lanes", width));
        return Ran.attar(arguments.toArray());
    }

    @Test
    void onePackedFileServesEveryWidth() {
        Path file = packed("eight.packed", "--lanes", "8");
        for (String width : WIDTHS) {
            assertEquals(
                    run(weights, width).done().out(), run(file, width).done().out(), width);
        }
    }

    @Test
    void itIsMappedWhereNobodyCanCutIt() {
        Path file = packed("mine.packed");
        String how = Files.isWritable(file) ? "copied in" : "mapped in"; // root may write to everything
        Ran ran = Ran.attar("run", spec, "--weights", file, "--ids", "1,2,3", "--ids", "9", "--json", "-v");
        assertEquals(run(weights, "scalar").done().out(), ran.done().out());
        assertEquals(1, ran.err().lines().filter(line -> line.contains(how)).count(), ran.err());
    }

    @Test
    void bfloat16ForAnotherWidthIsRefusedWithWhatToDo() {
        Path file = packed("halves.packed", "--lanes", "8", "--weights-as", "bf16");
        for (String other : List.of("16", "4")) {
            Ran.attar("run", spec, "--weights", file, "--weights-as", "bf16", "--ids", "1", "--lanes", other)
                    .failed(
                            ExitStatus.REFUSED,
                            "halves.packed",
                            "vectors of 8 floats",
                            "attar pack",
                            "-Dattar.lanes=8");
        }
    }

    @Test
    void anotherSpecIsRefused() throws Exception {
        Path file = packed("spec.packed", "--lanes", "8");
        for (String other : List.of(
                SmallModel.SPEC.replace("model Small", "model Other"), SmallModel.SPEC.replace("depth 2", "depth 1"))) {
            Path otherSpec = Files.writeString(folder.resolve("other.attar"), other);
            Ran.attar("run", otherSpec, "--weights", file, "--lanes", "8", "--ids", "1")
                    .failed(ExitStatus.REFUSED, "spec.packed", "attar pack");
        }
    }

    @Test
    void bfloat16IsPackedAndRunAsSuch() {
        Path file = packed("rounded.packed", "--weights-as", "bf16", "--lanes", "8");
        Object[] run = {"run", spec, "--lanes", "8", "--weights-as", "bf16", "--ids", "1,2,3", "--json", "--weights"};
        String expected = Ran.attar(with(run, weights)).done().out();
        assertEquals(expected, Ran.attar(with(run, file)).done().out());
        Ran.attar("verify", spec, "--weights", file, "--weights-as", "bf16", "--lanes", "8", "--sequences", "2")
                .done();
        run(file, "8")
                .failed(
                        ExitStatus.REFUSED,
                        "rounded.packed",
                        "give the --weights-as that it was packed with",
                        "attar pack");
    }

    @Test
    void integersArePackedForEveryWidthAndTheReportSaysWhatRoundingDid() {
        Path file = folder.resolve("integers.packed");
        Ran.attar("pack", spec, "--weights", weights, "-o", file, "--weights-as", "int8", "--lanes", "8")
                .done()
                .says("packed     " + file, "size       ", "rounding   to int8 moved", "root mean square");
        String expected = null;
        for (String width : WIDTHS) {
            List<Object> run = new ArrayList<>(
                    List.of("run", spec, "--weights-as", "int8", "--ids", "1,2,3", "--json", "--weights", file));
            run.addAll(width.equals("scalar") ? List.of("--target", "scalar") : List.of("--lanes", width));
            String found = Ran.attar(run.toArray()).done().out();
            assertEquals(expected == null ? found : expected, found, width);
            expected = found;
        }
        Ran.attar("verify", spec, "--weights", file, "--weights-as", "int8", "--lanes", "8", "--sequences", "2")
                .done()
                .says("agrees");
        run(file, "8").failed(ExitStatus.REFUSED, "integers.packed", "give the --weights-as that it was packed with");
        Ran.attar("run", spec, "--weights", file, "--weights-as", "bf16", "--ids", "1", "--lanes", "8")
                .failed(ExitStatus.REFUSED, "integers.packed", "--weights-as");
    }

    private static Object[] with(Object[] arguments, Object last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray();
    }

    @Test
    void theBytesDependOnSpecWeightsAndWidthAlone() throws Exception {
        Path one = packed("one.packed", "--lanes", "8", "--threads", "1");
        Path two = packed("two.packed", "--lanes", "8", "--threads", "3", "-v");
        assertEquals(-1, Files.mismatch(one, two));
    }

    @Test
    void verifyReadsItAll() throws Exception {
        Path file = packed("verified.packed", "--lanes", "8");
        Ran.attar("verify", spec, "--weights", file, "--lanes", "8", "--sequences", "2")
                .done()
                .says("agrees");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] ^= 1;
        Files.delete(file); // it is write-protected
        Files.write(file, bytes);
        run(file, "8").done(); // the change is too small to be seen without a look at every byte
        Ran.attar("verify", spec, "--weights", file, "--lanes", "8", "--sequences", "2")
                .failed(ExitStatus.REFUSED, "verified.packed", "SHA-256", "attar pack");
    }

    @Test
    void whatCannotBePackedIsRefusedAndNothingIsWritten() throws Exception {
        Path file = folder.resolve("none.packed");
        Path deeper = Files.writeString(folder.resolve("deeper.attar"), SmallModel.SPEC.replace("depth 2", "depth 3"));
        Ran.attar("pack", deeper, "--weights", weights, "-o", file).failed(ExitStatus.REFUSED, "encoder.2.");
        Ran.attar("pack", spec, "--weights", folder.resolve("absent"), "-o", file)
                .failed(ExitStatus.REFUSED, "absent");
        Ran.attar(
                        "pack",
                        spec,
                        "--weights",
                        weights,
                        "-o",
                        folder.resolve("absent").resolve("x.packed"))
                .failed(ExitStatus.REFUSED, "x.packed");
        assertFalse(Files.exists(file));
    }

    @Test
    void wrongCommandLines() {
        Ran.attar("pack", spec, "--weights", weights).failed(ExitStatus.USAGE, "--output");
        Ran.attar("pack", spec, "-o", "x").failed(ExitStatus.USAGE, "--weights");
        Ran.attar("pack", spec, "--weights", weights, "-o", weights).failed(ExitStatus.USAGE, "themselves");
        Ran.attar("pack", spec, "--weights", weights, "-o", "x", "--lanes", "5")
                .failed(ExitStatus.USAGE, "16, 8, 4 or scalar");
        Ran.attar("pack", spec, "--weights", weights, "-o", "x", "--threads", "0")
                .failed(ExitStatus.USAGE, "--threads");
    }
}
