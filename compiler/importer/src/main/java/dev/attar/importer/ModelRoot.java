package dev.attar.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.importer.source.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the folder whose settings are those of a model. */
final class ModelRoot {
    private ModelRoot() {}

    /**
     * The folder itself; or that above, when it is a sentence encoder's whose {@code modules.json} names this one as the place of
     * the encoder (old folders have it in {@code 0_Transformer}).
     */
    static ModelFolder of(Path folder) {
        Path above = folder.toAbsolutePath().normalize().getParent();
        if (above == null
                || Files.exists(folder.resolve("modules.json"))
                || !Files.exists(above.resolve("modules.json"))) {
            return ModelFolder.of(folder);
        }
        ModelFolder outer = ModelFolder.of(above);
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        Optional<String> first = outer.json("modules.json")
                .map(modules -> modules.path(0).path("path"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
        return first.isPresent() && first.get().equals(name) ? outer : ModelFolder.of(folder);
    }

    /** The folder of a file; or that above, when the file lies in one called {@code onnx} without settings of its own. */
    static ModelFolder besideFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path above = folder.getParent();
        boolean nested = above != null && String.valueOf(folder.getFileName()).equals("onnx");
        return ModelFolder.of(nested && !Files.exists(folder.resolve("modules.json")) ? above : folder);
    }
}
