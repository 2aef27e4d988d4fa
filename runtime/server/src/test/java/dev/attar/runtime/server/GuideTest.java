package dev.attar.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.server.model.ModelFacts;
import dev.attar.runtime.server.model.ServedModel;
import dev.attar.runtime.server.model.ServedTask;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java of the guide is compiled and run here, and the guide shows no other. */
class GuideTest {
    @Test
    void whatTheGuideShowsIsHere() throws Exception {
        String here = words(Files.readString(Path.of("src/test/java/dev/attar/runtime/server/GuideTest.java")));
        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertEquals(1, blocks.size());
        for (String block : blocks) {
            assertTrue(here.contains(words(block)), block);
        }
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void inAProgram() {
        Embedder encoder = SmallModels.ALL.embedder;
        Tokenizer tokenizer = SmallTokenizers.words(SmallModels.CONTEXT);
        ServedModel model = new ServedModel(
                "encoder",
                new ServedTask.Embeds(encoder, Map.of(), Optional.empty(), LongInput.REFUSE),
                tokenizer,
                new ModelFacts("Encoder", 1000, encoder.context(), 12, "the processor", 1, "fp32"));
        try (AttarServer server = AttarServer.start(ServerSettings.local(), List.of(model))) {
            server.awaitReady();
            System.out.println("http://127.0.0.1:" + server.port() + "/");
        }
    }
}
