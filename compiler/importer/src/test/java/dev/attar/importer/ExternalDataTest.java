package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxReader;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights beside the model are read from the model's own folder alone. */
class ExternalDataTest {
    @TempDir
    Path outside;

    private Path model(Map<String, String> location) throws IOException {
        Path folder = Files.createDirectories(outside.resolve("model"));
        OnnxWriter w = new OnnxWriter(17);
        w.input("input_ids", -1, -1);
        w.initializer("table", OnnxWriter.externalTensor("table", location, 2, 3));
        w.output("out", w.node("Gather", "table", "input_ids"));
        return Files.write(folder.resolve("model.onnx"), w.model());
    }

    private Path data(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ByteBuffer bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            bytes.putFloat(i);
        }
        return Files.write(file, bytes.array());
    }

    private static String refusal(Path model) {
        try (Arena arena = Arena.ofConfined()) {
            return assertThrows(ImportException.class, () -> OnnxReader.read(model, arena))
                    .getMessage();
        }
    }

    @Test
    void offsetAndLengthAreObeyed() throws IOException {
        Path model = model(Map.of("location", "parts/weights.bin", "offset", "8", "length", "24"));
        data(model.resolveSibling("parts").resolve("weights.bin"));
        try (Arena arena = Arena.ofConfined()) {
            OnnxModel read = OnnxReader.read(model, arena);
            TensorData table = read.initializers().get("table");
            double[] values = new double[6];
            Arrays.setAll(values, table::value);
            assertArrayEquals(new double[] {2, 3, 4, 5, 6, 7}, values);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.bin", "parts/../../secret.bin", "..", ".", "", "missing.bin", "..\\secret.bin"})
    void otherPlacesAreRefused(String location) throws IOException {
        data(outside.resolve("secret.bin"));
        Path model = model(Map.of("location", location));
        Files.createDirectories(model.resolveSibling("parts"));
        assertTrue(refusal(model).contains("table"));
    }

    @Test
    void absolutePathsAreRefused() throws IOException {
        Path secret = data(outside.resolve("secret.bin"));
        assertTrue(refusal(model(Map.of("location", secret.toString()))).contains("relative"));
    }

    @Test
    void linksOutOfTheFolderAreRefused() throws IOException {
        Path secret = data(outside.resolve("elsewhere").resolve("secret.bin"));
        Path model = model(Map.of("location", "link.bin"));
        Files.createSymbolicLink(model.resolveSibling("link.bin"), secret);
        assertTrue(refusal(model).contains("outside of the folder"));
        Path nested = model(Map.of("location", "parts/secret.bin"));
        Files.createSymbolicLink(nested.resolveSibling("parts"), secret.getParent());
        assertTrue(refusal(nested).contains("outside of the folder"));
    }

    @Test
    void linksInsideAModelOfTheHuggingFaceCacheAreFollowed() throws IOException {
        Path cached = outside.resolve("models--owner--name");
        Path blob = data(cached.resolve("blobs").resolve("0123abcd"));
        Path snapshot = Files.createDirectories(
                cached.resolve("snapshots").resolve("main").resolve("onnx"));
        Path model = Files.move(model(Map.of("location", "model.onnx_data")), snapshot.resolve("model.onnx"));
        Path link = snapshot.resolve("model.onnx_data");
        Files.createSymbolicLink(link, link.getParent().relativize(blob));
        try (Arena arena = Arena.ofConfined()) {
            assertEquals(
                    1, OnnxReader.read(model, arena).initializers().get("table").value(1));
        }
        Files.delete(link);
        Files.createSymbolicLink(link, data(outside.resolve("secret.bin")));
        assertTrue(refusal(model).contains("outside of the folder"));
        Files.delete(link);
        Files.createSymbolicLink(
                link, data(outside.resolve("models--other").resolve("blobs").resolve("0")));
        assertTrue(refusal(model).contains("outside of the folder"));
        Files.delete(link);
        Files.createSymbolicLink(link, cached.resolve("blobs").resolve("missing"));
        assertTrue(refusal(model).contains("download"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "-8", "9223372036854775807", "many"})
    void offsetsOutsideTheFileAreRefused(String offset) throws IOException {
        Path model = model(Map.of("location", "weights.bin", "offset", offset));
        data(model.resolveSibling("weights.bin"));
        assertTrue(refusal(model).contains("table"));
    }

    @Test
    void aLengthThatIsNotTheTensorsIsRefused() throws IOException {
        Path model = model(Map.of("location", "weights.bin", "length", "20"));
        data(model.resolveSibling("weights.bin"));
        assertTrue(refusal(model).contains("24"));
    }
}
