package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ModelName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of models are upper-case Java identifiers whatever the file is called. */
class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "all-minilm-l6-v2.onnx, AllMinilmL6V2",
        "bge-small-en-v1.5.onnx, BgeSmallEnV15",
        "some/where/e5_base/onnx/model.onnx, E5Base",
        "2bert, Model2bert",
        "größe, GrE",
    })
    void comeFromTheFile(String source, String name) {
        assertEquals(name, ModelName.of(Path.of(source)));
    }

    @Test
    void aChosenNameIsChecked() {
        assertThrows(ImportException.class, () -> ModelName.checked("a b"));
        assertEquals("Good1", ModelName.checked("Good1"));
    }
}
