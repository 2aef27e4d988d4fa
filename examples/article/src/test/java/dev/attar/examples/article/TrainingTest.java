package dev.attar.examples.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.cli.Main;
import dev.attar.examples.article.model.SmallArticle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in a small form: two narrow layers, two epochs. */
class TrainingTest {
    private static final Path SPEC = Path.of("src/test/attar/dev/attar/examples/article/model/SmallArticle.attar");
    private static final Pattern ACCURACY = Pattern.compile("val_accuracy ([0-9.]+)");

    @TempDir
    private Path folder;

    @Test
    void twoEpochsAreBetterThanGuessingTheCommonest() throws IOException {
        List<Riddle> riddles = Riddle.draw(900, 32);
        List<Riddle> asked = riddles.subList(800, 900);
        Data.write(folder, riddles.subList(0, 800), asked);
        StringWriter said = new StringWriter();
        int status = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(said),
                "train",
                SPEC.toString(),
                "--data",
                folder.resolve("train.jsonl").toString(),
                "--validation",
                folder.resolve("validation.jsonl").toString(),
                "-o",
                folder.resolve("run").toString(),
                "--epochs",
                "2",
                "--batch-sequences",
                "8",
                "--target",
                "scalar"); // needs no warming up; the bits are the same
        assertEquals(0, status, said::toString);
        double last = ACCURACY.matcher(said.toString())
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .reduce(0, (_, accuracy) -> accuracy);
        assertTrue(last > 1.15 * Data.commonest(asked), said::toString);
        assertTrue(Files.readString(folder.resolve("run/report.html")).contains("accuracy"));

        try (SmallArticle model = SmallArticle.load(folder.resolve("run/SmallArticle.safetensors"))) {
            List<String> restored = Restore.restore(
                    model::tag, asked.stream().map(Riddle::hidden).toList());
            int right = 0;
            int all = 0;
            for (int i = 0; i < asked.size(); i++) {
                for (int c = 0; c < restored.get(i).length(); c++) {
                    if (asked.get(i).hidden().charAt(c) == Characters.HIDDEN) {
                        all++;
                        right += restored.get(i).charAt(c)
                                        == asked.get(i).answer().charAt(c)
                                ? 1
                                : 0;
                    }
                }
            }
            assertEquals(last, (double) right / all, 1e-4, "the generated class restores what training measured");
        }
    }
}
