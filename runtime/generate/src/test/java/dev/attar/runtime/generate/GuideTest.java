package dev.attar.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Translator;
import dev.attar.runtime.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java of the guide is compiled and run here, and the guide shows no other. */
class GuideTest {
    private final Tokenizer tokenizer = ByteTokenizer.tokenizer();

    @Test
    void whatTheGuideShowsIsHere() throws Exception {
        String guide = Files.readString(Path.of("README.md"));
        String here = words(Files.readString(Path.of("src/test/java/dev/attar/runtime/generate/GuideTest.java")));
        List<String> blocks = new ArrayList<>();
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map((MatchResult block) -> block.group(1))
                .forEach(blocks::add);
        assertEquals(4, blocks.size());
        for (String block : blocks) {
            assertTrue(here.contains(words(block)), block);
        }
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void texts() {
        LanguageModel model = TableModel.random(50257, 64, 1, 1);
        List<String> prompts = List.of("a", "b");
        Settings settings =
                Settings.defaults().with().mostNew(40).endTokens(List.of(50256)).settings();
        try (Generator generator = Generator.of(model, tokenizer)) {
            String text = generator.generate("A man in", settings).text();
            List<Generated> several = generator.generateAll(prompts, settings);
        }
        try (Generator generator = Generator.of(model, tokenizer)) {
            pieces(generator, settings);
            shared(generator, settings);
        }
    }

    private void pieces(Generator generator, Settings settings) {
        try (Conversation text = generator.stream("A man in", settings)) {
            while (text.hasNext()) {
                TextPiece piece = text.next();
                System.out.print(piece.text());
            }
        }
    }

    private void shared(Generator generator, Settings settings) {
        int[] instructions = {1, 2};
        int[] question = {3};
        int[] other = {4};
        try (Prefix shared = generator.scheduler().prefix(instructions)) {
            Conversation first = generator.scheduler().submit(shared, question, settings);
            Conversation second = generator.scheduler().submit(shared, other, settings);
            System.out.println(first.result().text() + second.result().text());
        }
    }

    @Test
    void translations() {
        Translator translator = new TableModel.WithSource(ByteTokenizer.VOCABULARY, 64, 64, tokens -> {
            float[] row = new float[ByteTokenizer.VOCABULARY];
            row[ByteTokenizer.END] = 1;
            return row;
        });
        Settings settings = Settings.defaults()
                .with()
                .startToken(ByteTokenizer.END)
                .endTokens(List.of(ByteTokenizer.END))
                .settings();
        List<String> lines = Arrays.asList("a", "b");
        try (Translations translations = Translations.of(translator, tokenizer, settings)) {
            Translation one = translations.translate("A man in an orange hat.");
            List<Translation> many = translations.translate(lines);
            System.out.println(one.text() + " " + one.score() + " " + many.size());
        }
    }
}
