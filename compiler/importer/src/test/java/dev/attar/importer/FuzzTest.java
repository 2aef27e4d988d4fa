package dev.attar.importer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Damaged files: a model or an {@link ImportException}, nothing else. */
class FuzzTest {
    private static final Path EXPORTS = Path.of("src/test/resources/exports");
    private static final List<String> SOME = List.of(
            "functions-nested",
            "int8-fused-attention",
            "sentence-max-dynamo18",
            "bert-dynamo23-attention",
            "bert-dynamo18");

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
    void damageIsRefusedOrHarmless(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] model = random.nextBoolean()
                ? new SyntheticEncoder(Spelling.random(seed % 40), 1).model()
                : Files.readAllBytes(EXPORTS.resolve(SOME.get(random.nextInt(SOME.size())) + ".onnx"));
        byte[] damaged =
                random.nextInt(5) == 0 ? Arrays.copyOf(model, random.nextInt(model.length)) : changed(model, random);
        Path file = Files.createTempFile("damaged", ".onnx");
        try {
            Files.write(file, damaged);
            try (Imported imported = Importer.importFrom(file, ImportOptions.none())) {
                imported.tensors().forEach(tensor -> assertTrue(tensor.toArray().length > 0));
            } catch (ImportException e) {
                assertTrue(e.getMessage().length() > 10, e.getMessage());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] changed(byte[] model, Random random) {
        byte[] damaged = model.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            damaged[random.nextInt(damaged.length)] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) 0xFF;
                case 2 -> 0;
                default -> (byte) (damaged[random.nextInt(damaged.length)] ^ 1 << random.nextInt(8));
            };
        }
        return damaged;
    }
}
