package dev.attar.importer.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;
import java.util.Map;

/** Activations by the names that transformers give them. */
public final class ActivationNames {
    private static final Map<String, Activation> NAMES = Map.ofEntries(
            Map.entry("gelu", Activation.GELU),
            Map.entry("gelu_python", Activation.GELU),
            Map.entry("gelu_new", Activation.GELU_TANH),
            Map.entry("gelu_fast", Activation.GELU_TANH),
            Map.entry("gelu_pytorch_tanh", Activation.GELU_TANH),
            Map.entry("relu", Activation.RELU),
            Map.entry("silu", Activation.SILU),
            Map.entry("swish", Activation.SILU),
            Map.entry("tanh", Activation.TANH));

    private ActivationNames() {}

    /** What transformers call it. */
    static String of(Activation activation) {
        return switch (activation) {
            case GELU -> "gelu";
            case GELU_TANH -> "gelu_new";
            case RELU -> "relu";
            case SILU -> "silu";
            case TANH -> "tanh";
        };
    }

    /** @param otherwise where the setting is not there */
    public static Activation of(Settings settings, String key, Activation otherwise) {
        JsonNode written = settings.get(key).orElse(null);
        Activation activation = written == null ? otherwise : NAMES.get(written.asText());
        if (activation == null) {
            throw new ImportException(settings.file() + ": the activation " + written + " ('" + key
                    + "') is not supported; Attar has gelu, gelu_new, relu, silu and tanh");
        }
        return activation;
    }
}
