package dev.attar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTranslatorTest {
    private static final String SPEC = """
        model Tiny {
            vocabulary 12   context 8   width 8
            embedding { positions sinusoidal }
            encoder depth 1 {
                attention   { heads 2 }
                feedforward { width 8   activation relu }
                residual    { norm layer   order post }
            }
            decoder depth 1 {
                attention       { heads 2 }
                cross attention { heads 2 }
                feedforward     { width 8   activation relu }
                residual        { norm layer   order post }
            }
            head generate { tied   start 0   end 1 }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void pairsOfTextsNeedNoLossToBeNamed() throws IOException {
        train("run").done();
    }

    @Test
    void aTranslatorHasNoLossOfNextTokens() throws IOException {
        train("run", "--loss", "next-token")
                .failed(ExitStatus.REFUSED, "the loss next-token does not fit a translator", "hint:");
    }

    @Test
    void sourcesAndTargetsMayHaveTokenizersOfTheirOwn() throws IOException {
        Path data = Files.writeString(folder.resolve("texts.jsonl"), "{\"source\":\"one\",\"target\":\"eins\"}\n");
        Path english = tokenizer("english.json", "one");
        Path german = tokenizer("german.json", "eins");
        train("both", "--data", data, "--tokenizer", english, "--target-tokenizer", german)
                .done();
        train("one", "--data", data, "--tokenizer", english).failed(ExitStatus.REFUSED, "texts.jsonl:1", "<unk>");
    }

    private Path tokenizer(String name, String word) throws IOException {
        return Files.writeString(folder.resolve(name), """
            {"added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,
             "model":{"type":"WordLevel","unk_token":"<unk>","vocab":{"%s":5}}}
            """.formatted(word));
    }

    private Ran train(String run, Object... more) throws IOException {
        Path spec = Files.writeString(folder.resolve("tiny.attar"), SPEC);
        Path rows =
                Files.writeString(folder.resolve("rows.jsonl"), "{\"source_ids\":[4,5,6,1],\"target_ids\":[7,8,1]}\n");
        List<Object> all = new ArrayList<>(
                List.of("train", spec, "-o", folder.resolve(run), "--steps", 2, "--target", "reference"));
        all.addAll(List.of(more));
        if (!all.contains("--data")) {
            all.addAll(List.of("--data", rows));
        }
        return Ran.attar(all.toArray());
    }
}
