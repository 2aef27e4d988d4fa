package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesSourcesBelowThePackageAndLeavesEqualOnesAlone() throws Exception {
        Path spec = spec();
        Path sources = folder.resolve("new/src");
        Ran first = Ran.attar("compile", spec, "-o", sources, "--package", "com.example", "-v")
                .done();
        assertEquals("", first.out());
        Path model = sources.resolve("com/example/Small.java");
        assertTrue(Files.readString(model).contains("package com.example;"));
        Files.setLastModifiedTime(model, FileTime.fromMillis(0));

        Ran second = Ran.attar("compile", spec, "-o", sources, "--package", "com.example", "-v")
                .done();
        assertTrue(second.err().contains("0 of"), second.err());
        assertEquals(0, Files.getLastModifiedTime(model).toMillis());

        Files.writeString(model, "half of it");
        Ran.attar("compile", spec, "-o", sources, "--package", "com.example").done();
        assertTrue(Files.readString(model).contains("package com.example;"));
        try (Stream<Path> all = Files.walk(sources)) {
            assertEquals(
                    List.of(),
                    all.filter(Files::isRegularFile)
                            .filter(f -> !f.toString().endsWith(".java"))
                            .toList());
        }
    }

    @Test
    void scalarCodeIsWrittenWithWhateverWidths() throws Exception {
        Path sources = folder.resolve("few");
        Ran.attar("compile", spec(), "-o", sources, "--widths", "8").done();
        try (Stream<Path> all = Files.list(sources)) {
            assertEquals(
                    List.of("Small.java", "SmallScalar.java", "SmallVector8.java"),
                    all.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"syntax, heads", "model, matmul", "fused, linear", "loops, attention", "java, class Small"})
    void anyStageCanBeShown(String stage, String word) throws Exception {
        Ran ran = Ran.attar("compile", spec(), "--emit=" + stage).done();
        ran.says(word);
        assertEquals("", ran.err());
        assertEquals(ran, Ran.attar("compile", spec(), "--emit", stage), "the same every time");
    }

    @Test
    void wrongCommandLines() throws Exception {
        Path spec = spec();
        Ran.attar("compile", spec).failed(ExitStatus.USAGE, "-o", "--emit");
        Ran.attar("compile", spec, "-o", "x", "--emit", "java").failed(ExitStatus.USAGE, "mutually exclusive");
        Ran.attar("compile", spec, "-o", "x", "--after", "rows").failed(ExitStatus.USAGE, "--after needs --emit loops");
        Ran.attar("compile", spec, "--emit", "loops", "--after", "frob")
                .failed(ExitStatus.USAGE, "unknown pass 'frob'; expected one of lowered, products, sequences, rows");
        Ran.attar("compile", spec, "--emit", "frob").failed(ExitStatus.USAGE, "syntax, model, fused, loops, java");
        Ran.attar("compile", spec, "-o", "x", "--target", "cobol").failed(ExitStatus.USAGE, "cobol");
        Ran.attar("compile", spec, "-o", "x", "--package", "a.class").failed(ExitStatus.USAGE, "a.class");
        Ran.attar("compile", spec, "-o", "x", "--widths", "32").failed(ExitStatus.USAGE, "'32'", "16, 8, 4, scalar");
        assertFalse(Files.exists(Path.of("x")));
    }

    @Test
    void aBadSpecWritesNothing() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.attar"), "model Bad {");
        Ran.attar("compile", bad, "-o", folder.resolve("out")).failed(ExitStatus.REFUSED, "bad.attar:1", "hint");
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Ran.attar("compile", spec(), "-o", file.resolve("out")).failed(ExitStatus.REFUSED, "file");
    }

    private Path spec() throws Exception {
        return Files.writeString(folder.resolve("small.attar"), SmallModel.SPEC);
    }
}
