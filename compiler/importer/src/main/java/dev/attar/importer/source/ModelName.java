package dev.attar.importer.source;

import java.nio.file.Path;
import java.util.Set;

/** Makes a model name, an upper-case Java identifier, of a file or folder name. */
public final class ModelName {
    private static final Set<String> SAY_NOTHING = Set.of("model", "encoder", "onnx", "pytorch", "model_optimized");

    private ModelName() {}

    /** {@code all-minilm-l6-v2.onnx} is {@code AllMinilmL6V2}; {@code model.onnx} is named after its folder. */
    public static String of(Path source) {
        for (Path at = source.toAbsolutePath().normalize();
                at != null && at.getFileName() != null;
                at = at.getParent()) {
            String stem = at.getFileName().toString().replaceFirst("\\.onnx$", "");
            if (!SAY_NOTHING.contains(stem)) {
                return of(stem);
            }
        }
        return "Model";
    }

    static String of(String text) {
        StringBuilder name = new StringBuilder();
        boolean upper = true;
        for (char c : text.toCharArray()) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            if (letter || digit && !name.isEmpty()) {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            } else if (digit) {
                name.append("Model").append(c);
                upper = false;
            } else {
                upper = true;
            }
        }
        return name.isEmpty() ? "Model" : name.toString();
    }

    /** @throws ImportException when it is no upper-case Java identifier of ASCII letters and digits */
    public static String checked(String name) {
        if (!name.matches("[A-Z][A-Za-z0-9]*")) {
            throw new ImportException("'" + name + "' cannot name a model: it must begin with an upper-case letter and"
                    + " have only letters and digits");
        }
        return name;
    }
}
