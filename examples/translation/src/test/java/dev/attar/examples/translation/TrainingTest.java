package dev.attar.examples.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in a small form: few phrases, few steps, the same spec and the same program. */
class TrainingTest {
    private static final Path SPEC = Path.of("src/main/attar/dev/attar/examples/translation/model/IsoForm.attar");
    private static final Pattern VALIDATION = Pattern.compile("validation loss ([0-9.]+), accuracy ([0-9.]+)");

    @TempDir
    private Path folder;

    @Test
    void aFewStepsTeachTheFormOfDates() throws IOException {
        Phrases phrases = Phrases.of(400, 12, 3);
        Data.write(folder, phrases);
        StringWriter said = new StringWriter();
        int status = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(said),
                "train",
                SPEC.toString(),
                "--data",
                folder.resolve("train.jsonl").toString(),
                "--validation",
                folder.resolve("unseen.jsonl").toString(),
                "-o",
                folder.resolve("run").toString(),
                "--tokenizer",
                folder.resolve("tokenizer.json").toString(),
                "--steps",
                "40",
                "--batch-sequences",
                "8",
                "--rate",
                "2e-3",
                "--target",
                "scalar"); // needs no warming up; the bits are the same
        assertEquals(0, status, said::toString);
        Matcher validation = VALIDATION.matcher(said.toString());
        assertTrue(validation.find(), said::toString);
        assertTrue(Double.parseDouble(validation.group(1)) < 3.4, said::toString); // 4.9 before the first step
        assertTrue(Double.parseDouble(validation.group(2)) > 0.08, said::toString);

        try (IsoTranslator translator =
                IsoTranslator.load(folder.resolve("run/IsoForm.safetensors"), folder.resolve("tokenizer.json"))) {
            List<String> answers = translator.translate(
                    phrases.unseen().stream().map(Phrase::words).toList());
            assertTrue(
                    answers.stream()
                                    .filter(answer -> answer.matches("[0-9T:-]{1,24}"))
                                    .count()
                            > 6,
                    answers::toString);
            assertEquals(List.of("fortnight"), translator.unknown("in a fortnight"));
        }
        assertTrue(Files.exists(folder.resolve("run/report.html")));
    }
}
