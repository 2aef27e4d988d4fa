package dev.attar.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgainstOnnxRuntimeTest {
    private static final double HIDDEN = 5e-5;
    private static final double EMBEDDING = 2e-6;

    static List<String> models() {
        return PublishedModel.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSameHiddenStatesAndEmbeddingsOnRealSentences(String name) throws OrtException {
        PublishedModel model = PublishedModel.named(name);
        Options options = Options.defaults();
        Difference hidden = new Difference();
        Difference embedding = new Difference();
        List<int[]> sentences;
        try (Tokenizer tokenizer = model.openTokenizer();
                OnnxRuntime other = new OnnxRuntime(model.onnx());
                Session session = model.open(options, WidthChoice.of(options).width())) {
            sentences = Sentences.all(tokenizer);
            Batch batch = Batch.of(sentences);
            Matrix ourHidden = session.run(batch, Outputs.HIDDEN);
            Matrix ourEmbeddings = session.run(batch, Outputs.HEAD);
            for (int i = 0; i < sentences.size(); i++) {
                float[] theirs = other.hidden(sentences.get(i));
                int from = batch.start(i) * ourHidden.columns();
                assertEquals(sentences.get(i).length * ourHidden.columns(), theirs.length);
                for (int j = 0; j < theirs.length; j++) {
                    hidden.add(i, theirs[j], ourHidden.values()[from + j]);
                }
                double[] mean = unitMean(theirs, ourHidden.columns());
                for (int c = 0; c < mean.length; c++) {
                    embedding.add(i, mean[c], ourEmbeddings.at(i, c));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s against ONNX Runtime, %d sequences of %d to %d tokens: largest difference %.2e in hidden states,"
                        + " %.2e in normalised embeddings%n",
                name,
                sentences.size(),
                sentences.stream().mapToInt(ids -> ids.length).min().orElseThrow(),
                sentences.stream().mapToInt(ids -> ids.length).max().orElseThrow(),
                hidden.largest(),
                embedding.largest());
        assertTrue(sentences.size() >= 200);
        assertTrue(hidden.largest() <= HIDDEN, () -> "hidden states: " + hidden);
        assertTrue(embedding.largest() <= EMBEDDING, () -> "embeddings: " + embedding);
    }

    /** The mean of the rows, brought to length 1. */
    static double[] unitMean(float[] rows, int columns) {
        double[] mean = new double[columns];
        for (int i = 0; i < rows.length; i++) {
            mean[i % columns] += rows[i];
        }
        double squares = 0;
        for (double value : mean) {
            squares += value * value;
        }
        for (int c = 0; c < columns; c++) {
            mean[c] /= Math.sqrt(squares);
        }
        return mean;
    }
}
