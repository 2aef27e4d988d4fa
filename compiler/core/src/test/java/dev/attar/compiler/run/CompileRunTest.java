package dev.attar.compiler.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.Language;
import dev.attar.compiler.loops.Storage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileRunTest {
    @TempDir
    private Path folder;

    @Test
    void everySpecIsLookedAtAndNothingIsWrittenUnlessAllAreRight() throws Exception {
        Path right = spec("right", "Right", 8);
        Path wrong = spec("wrong", "Wrong", 7);
        Path alike = spec("alike", "right", 8);
        Path twin = spec("twin", "Right", 8);
        CompileRun.Result result = run(wrong, right, twin, alike);
        assertEquals(
                List.of("Wrong", "Done", "Clashing", "Wrong"),
                result.outcomes().stream()
                        .map(o -> o.getClass().getSimpleName())
                        .toList());
        Outcome.Clash clash = assertInstanceOf(
                        Outcome.Clashing.class, result.outcomes().get(2))
                .clash();
        assertEquals(
                "1:7 Right.java right.attar",
                clash.line() + ":" + clash.column() + " " + clash.path() + " "
                        + clash.other().getFileName());
        assertEquals(List.of(), result.written());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void aFileThatHasItsContentAlreadyIsNotTouched() throws Exception {
        Path one = spec("one", "One", 8);
        Path two = spec("two", "Two", 8);
        assertTrue(run(one, two).written().stream().allMatch(CompileRun.Written::changed));
        Files.writeString(folder.resolve("out/Two.java"), "changed");
        assertEquals(
                List.of(folder.resolve("out/Two.java")),
                run(one, two).written().stream()
                        .filter(CompileRun.Written::changed)
                        .map(CompileRun.Written::file)
                        .toList());
    }

    @Test
    void whenOneFileCannotBeWrittenNoneIsAndTheFileIsNamed() throws Exception {
        Path one = spec("one", "One", 8);
        Path two = spec("two", "Two", 8);
        Path blocked = Files.createDirectories(folder.resolve("out/Two.java"));
        FileSystemException failed = assertThrows(FileSystemException.class, () -> run(one, two));
        assertEquals(blocked + ": there is a directory of this name", failed.getMessage());
        assertEquals(List.of(blocked), files(folder.resolve("out")));
        Files.delete(blocked);
        run(one, two);
        assertFalse(files(folder.resolve("out")).isEmpty());
    }

    @Test
    void foldersOfARunThatFailsAreNotLeftBehind() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (WholeFiles files = new WholeFiles()) {
            files.add(folder.resolve("new/deep/A.java"), "a");
            Path impossible = file.resolve("B.java");
            FileSystemException failed = assertThrows(FileSystemException.class, () -> files.add(impossible, "b"));
            assertTrue(failed.getMessage().contains(file.toString()), failed.getMessage());
        }
        assertFalse(Files.exists(folder.resolve("new")));
    }

    @Test
    void whatWasThereIsThereAgainWhenALaterFileCannotTakeItsName() throws Exception {
        Path old = Files.writeString(folder.resolve("A.java"), "old");
        Path late = folder.resolve("B.java");
        try (WholeFiles files = new WholeFiles()) {
            files.add(old, "new");
            files.add(folder.resolve("C.java"), "new");
            files.add(late, "new");
            Files.createDirectories(late.resolve("occupied"));
            assertThrows(FileSystemException.class, files::complete);
        }
        assertEquals("old", Files.readString(old));
        assertEquals(List.of(old, late), files(folder));
    }

    @Test
    void moreFilesThanAProcessMayHaveOpenAreWrittenToo() throws Exception {
        try (WholeFiles files = new WholeFiles()) {
            for (int i = 0; i < 300; i++) {
                assertTrue(files.add(folder.resolve("many/" + i), "text"));
            }
            files.complete();
        }
        assertEquals(300, files(folder.resolve("many")).size());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void aFileNameCannotBecomeCode() throws Exception {
        Path odd = spec("odd \n class Y {}", "Odd", 8);
        run(odd);
        List<String> lines = Files.readAllLines(folder.resolve("out/Odd.java"));
        assertEquals("// Generated from odd ? class Y {}.attar", lines.get(0).split(" \\(spec")[0]);
    }

    @Test
    void theClassThatTrainsIsWrittenOnRequest() throws Exception {
        Path one = spec("one", "One", 8);
        Path out = folder.resolve("out");
        Set<Language> java = Set.of(Language.JAVA);
        for (boolean training : List.of(false, true)) {
            CompileRun.Input input = new CompileRun.Input(one, "", training);
            assertTrue(new CompileRun(List.of(input), out, Storage.BF16, java)
                    .run().outcomes().stream().allMatch(Outcome.Done.class::isInstance));
            assertEquals(training, Files.exists(out.resolve("OneTraining.java")));
        }
        assertTrue(Files.exists(out.resolve("One.java")));
    }

    @Test
    void aModelThatCannotBeTrainedAsItSaysIsRefused() throws Exception {
        String train = "train { optimizer adam { rate 1e-3 }   loss mean_squared_error   epochs 1   lora { rank 8 } }";
        String text = Files.readString(spec("one", "One", 8));
        Path one =
                Files.writeString(folder.resolve("one.attar"), text.substring(0, text.lastIndexOf('}')) + train + " }");
        CompileRun.Result result = new CompileRun(
                        List.of(new CompileRun.Input(one, "", true)),
                        folder.resolve("out"),
                        Storage.FP32,
                        Set.of(Language.JAVA))
                .run();
        Outcome.Wrong wrong =
                assertInstanceOf(Outcome.Wrong.class, result.outcomes().getFirst());
        assertTrue(
                wrong.refused().getMessage().contains("give a rank below 8"),
                wrong.refused().getMessage());
    }

    private CompileRun.Result run(Path... specs) throws Exception {
        return new CompileRun(
                        List.of(specs).stream()
                                .map(spec -> new CompileRun.Input(spec, ""))
                                .toList(),
                        folder.resolve("out"),
                        Storage.FP32,
                        Set.of(Language.JAVA))
                .run();
    }

    private Path spec(String file, String model, int width) throws Exception {
        return Files.writeString(folder.resolve(file + ".attar"), SmallSpec.of(model, width));
    }
}
