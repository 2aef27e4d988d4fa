package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.Probability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of classes, and what their scores mean. */
class HeadLabelsTest {
    @TempDir
    Path path;

    private TinyFolder classifier(int classes, String more) throws IOException {
        TinyFolder folder = new TinyFolder(path)
                .bert("bert.")
                .both("bert.pooler.dense", 4, 4)
                .both("classifier", classes, 4);
        return folder.write(TinyFolder.config(
                "bert",
                "\"architectures\": [\"BertForSequenceClassification\"]" + (more.isEmpty() ? "" : ", " + more)));
    }

    private Labels labels(int classes, String more) throws IOException {
        try (Imported imported = classifier(classes, more).read()) {
            return ((Head.Classify) imported.spec().head()).labels();
        }
    }

    @Test
    void labelsAreInTheOrderOfTheirNumbers() throws IOException {
        String unordered =
                "\"id2label\": {\"10\": \"k\", \"2\": \"c\", \"0\": \"a\", \"1\": \"b\", \"3\": \"d\", \"4\": \"e\","
                        + " \"5\": \"f\", \"6\": \"g\", \"7\": \"h\", \"8\": \"i\", \"9\": \"j\"}";
        assertEquals(
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"),
                labels(11, unordered).names());
        assertEquals(
                List.of(),
                labels(2, "\"id2label\": {\"0\": \"LABEL_0\", \"1\": \"LABEL_1\"}")
                        .names());
    }

    @Test
    void labelsThatDoNotFitTheHeadAreRefused() throws IOException {
        assertTrue(classifier(3, "\"id2label\": {\"0\": \"a\", \"1\": \"b\"}")
                .refusal()
                .contains("has 3 rows"));
        assertTrue(classifier(2, "\"id2label\": {\"0\": \"a\", \"2\": \"b\"}")
                .refusal()
                .contains("from 0 to 2"));
        assertTrue(classifier(1, "\"id2label\": {\"x\": \"a\"}").refusal().contains("'x'"));
        assertTrue(classifier(3, "\"num_labels\": 7").refusal().contains("'num_labels' is 7"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', SIGMOID",
        "1, '\"sentence_transformers\": {\"activation_fn\": \"torch.nn.modules.linear.Identity\"}', NONE",
        "1, '\"sentence_transformers\": {\"activation_fn\": \"torch.nn.modules.activation.Sigmoid\"}', SIGMOID",
        "1, '\"sbert_ce_default_activation_function\": \"torch.nn.modules.linear.Identity\"', NONE",
        "1, '\"problem_type\": \"regression\"', NONE",
        "3, '\"problem_type\": \"multi_label_classification\"', SIGMOID",
        "3, '\"problem_type\": \"single_label_classification\"', SOFTMAX"
    })
    void whatAScoreMeansIsWritten(int classes, String more, Probability probability) throws IOException {
        assertEquals(Optional.of(probability), labels(classes, more).probability());
    }

    @Test
    void functionsThatThereAreNotAreRefusedByName() throws IOException {
        assertTrue(classifier(1, "\"sentence_transformers\": {\"activation_fn\": \"my.Function\"}")
                .refusal()
                .contains("my.Function"));
        assertTrue(classifier(2, "\"problem_type\": \"guessing\"").refusal().contains("guessing"));
    }

    @Test
    void severalClassesNeedNothing() throws IOException {
        assertEquals(Labels.NONE, labels(3, ""));
    }
}
