package dev.attar.examples.lucene;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.examples.lucene.model.MiniLmL6;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.TextEmbedder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

class PassageIndexTest {
    private static final List<String> PASSAGES = List.of(
            "The cat vanished slowly, and its grin remained some time after the rest of it had gone.",
            "Oh dear! I shall be too late, said the Rabbit, and took a watch out of its pocket.",
            "It takes all the running you can do, to keep in the same place.",
            "Put the egg into boiling water for seven minutes.",
            "The train to Glasgow leaves from platform four.",
            "Photosynthesis turns light, water and carbon dioxide into sugar.",
            "She opened the bakery at five every morning.",
            "The court ruled that the contract was void.");

    @Test
    void theGraphFindsWhatComparingWithAllPassagesFinds() throws Exception {
        Path folder = Path.of(System.getProperty("model"));
        try (MiniLmL6 model = MiniLmL6.load(folder.resolve("MiniLmL6.safetensors"));
                Directory directory = new ByteBuffersDirectory()) {
            TextEmbedder embedder =
                    TextEmbedder.of(model, Tokenizer.load(folder.resolve("tokenizer.json"), model.context()));
            PassageIndex.write(directory, embedder, PASSAGES);
            try (PassageIndex index = PassageIndex.open(directory, embedder)) {
                assertEquals(
                        PASSAGES.getFirst(),
                        index.search("a smile that stays when its owner has gone", 1)
                                .getFirst()
                                .text());
                for (String question : List.of("fear of being late", "how to cook breakfast", "law", "plants")) {
                    float[] asked = embedder.embed(question);
                    List<String> expected = PASSAGES.stream()
                            .sorted(Comparator.comparing(text -> -TextEmbedder.dot(asked, embedder.embed(text))))
                            .limit(3)
                            .toList();
                    List<Hit> found = index.search(question, 3);
                    assertEquals(expected, found.stream().map(Hit::text).toList());
                    assertEquals(
                            TextEmbedder.dot(asked, embedder.embed(expected.getFirst())),
                            found.getFirst().cosine(),
                            1e-5);
                }
            }
        }
    }
}
