package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.attar.runtime.Embedder;
import dev.attar.runtime.langchain4j.AttarEmbeddingModel;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Attar's adapter in the place of LangChain4j's own in-process model: the same vectors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LangChain4jTest {
    private static final double COMPONENT = 2e-6;
    private static final double COSINE = 0.999999;
    private static final PublishedModel MODEL = PublishedModel.miniLm();

    private AttarEmbeddingModel ours;

    @BeforeAll
    void load() {
        ours = AttarEmbeddingModel.of(MODEL.load(), MODEL.openTokenizer());
    }

    @AfterAll
    void close() {
        ours.close();
    }

    @Test
    void sentencesHaveTheVectorsOfTheirModel() {
        List<String> texts = Sentences.texts();
        assertSame("sentences", new AllMiniLmL6V2EmbeddingModel(), ours, texts);
    }

    /** Their tokenizer.json says so, and their model heeds it. */
    @Test
    void theirModelDropsWhatIsBeyond128TokensAndOursDoesWhenAsked() {
        try (AttarEmbeddingModel cutting = AttarEmbeddingModel.of(
                MODEL.load(), MODEL.openTokenizer(128), LongInput.TRUNCATE, "all-MiniLM-L6-v2")) {
            assertSame("truncated texts", new AllMiniLmL6V2EmbeddingModel(), cutting, longTexts());
        }
    }

    /** The rule of their models, where no tokenizer truncates first: mean over the parts, weighted by tokens, then length 1. */
    @Test
    void longTextsAreTheMeanOfTheirParts() throws OrtException {
        List<String> texts = longTexts();
        List<Embedding> found = embedAll(ours, texts).content();
        Difference difference = new Difference();
        try (Tokenizer tokenizer = MODEL.openTokenizer();
                OnnxRuntime other = new OnnxRuntime(MODEL.onnx())) {
            for (int i = 0; i < texts.size(); i++) {
                double[] mean = new double[ours.dimension()];
                for (EncodedText part : tokenizer.encode(texts.get(i), LongInput.PARTS)) {
                    float[] hidden = other.hidden(part.ids());
                    for (int j = 0; j < hidden.length; j++) {
                        mean[j % mean.length] += (double) hidden[j] / part.length() * (part.length() - 2);
                    }
                }
                double length = Math.sqrt(Arrays.stream(mean).map(x -> x * x).sum());
                for (int c = 0; c < mean.length; c++) {
                    difference.add(i, mean[c] / length, found.get(i).vector()[c]);
                }
            }
        }
        assertTrue(difference.largest() <= COMPONENT, difference::toString);
    }

    @Test
    void vectorsHaveTheBitsOfTheGeneratedClass() {
        List<String> texts = Sentences.texts().subList(0, 40);
        List<Embedding> found = embedAll(ours, texts).content();
        try (Embedder model = MODEL.load();
                Tokenizer tokenizer = MODEL.openTokenizer()) {
            for (int i = 0; i < texts.size(); i++) {
                EncodedText text = tokenizer.encode(texts.get(i));
                assertArrayEquals(model.embed(text.ids()), found.get(i).vector(), texts.get(i));
            }
        }
    }

    /** Of 150 to 3000 tokens, some with a word that stands where a part would end. */
    private static List<String> longTexts() {
        List<String> sentences = Sentences.texts();
        List<String> texts = new ArrayList<>();
        for (int count : new int[] {12, 40, 100, sentences.size()}) {
            texts.add(String.join(" ", sentences.subList(0, count)));
        }
        texts.add("incomprehensibilities and otherworldlinesses ".repeat(150));
        return texts;
    }

    private static void assertSame(String what, EmbeddingModel theirs, EmbeddingModel ours, List<String> texts) {
        Response<List<Embedding>> expected = embedAll(theirs, texts);
        Response<List<Embedding>> found = embedAll(ours, texts);
        assertEquals(expected.tokenUsage(), found.tokenUsage());
        assertEquals(theirs.dimension(), ours.dimension());
        Difference difference = new Difference();
        double lowest = 1;
        for (int i = 0; i < texts.size(); i++) {
            Embedding one = expected.content().get(i);
            Embedding other = found.content().get(i);
            for (int c = 0; c < one.dimension(); c++) {
                difference.add(i, one.vector()[c], other.vector()[c]);
            }
            lowest = Math.min(lowest, CosineSimilarity.between(one, other));
        }
        System.out.printf(
                Locale.ROOT,
                "LangChain4j's model and Attar's adapter, %d %s: largest difference %.2e, lowest cosine %.9f%n",
                texts.size(),
                what,
                difference.largest(),
                lowest);
        assertTrue(difference.largest() <= COMPONENT, difference::toString);
        assertTrue(lowest >= COSINE, "cosine " + lowest);
    }

    private static Response<List<Embedding>> embedAll(EmbeddingModel model, List<String> texts) {
        return model.embedAll(texts.stream().map(TextSegment::from).toList());
    }
}
