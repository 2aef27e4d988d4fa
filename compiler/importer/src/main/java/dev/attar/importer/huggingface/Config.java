package dev.attar.importer.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.importer.source.ImportException;
import java.util.Map;

/** A model's {@code config.json}, with the keys that the supported families use. */
record Config(JsonNode json) {
    private static final Map<String, Activation> ACTIVATIONS = Map.ofEntries(
            Map.entry("gelu", Activation.GELU),
            Map.entry("gelu_python", Activation.GELU),
            Map.entry("gelu_new", Activation.GELU_TANH),
            Map.entry("gelu_fast", Activation.GELU_TANH),
            Map.entry("gelu_pytorch_tanh", Activation.GELU_TANH),
            Map.entry("relu", Activation.RELU),
            Map.entry("silu", Activation.SILU),
            Map.entry("swish", Activation.SILU),
            Map.entry("tanh", Activation.TANH));

    /** @throws ImportException when the key is missing or no positive integer that fits */
    int size(String key) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1) {
            throw new ImportException("config.json: '" + key + "' should be a positive integer but is "
                    + (value.isMissingNode() ? "missing" : value.toString()));
        }
        return value.asInt();
    }

    int integer(String key, int otherwise) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new ImportException("config.json: '" + key + "' should be an integer but is " + value);
        }
        return value.asInt();
    }

    double number(String key, double otherwise) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new ImportException("config.json: '" + key + "' should be a number but is " + value);
        }
        return value.asDouble();
    }

    /** A probability; 0 where it is not given. */
    double dropout(String key) {
        double rate = number(key, 0);
        if (rate < 0 || rate >= 1) {
            throw new ImportException("config.json: '" + key + "' should be from 0 to below 1 but is " + rate);
        }
        return rate;
    }

    Activation activation(String key) {
        String name = json.path(key).asText("");
        Activation activation = ACTIVATIONS.get(name);
        if (activation == null) {
            throw new ImportException("config.json: the activation '" + name + "' ('" + key
                    + "') is not supported; Attar has gelu, gelu_new, relu, silu and tanh");
        }
        return activation;
    }

    /** @throws ImportException when a key has another value than the only supported one */
    void require(String key, String only) {
        JsonNode value = json.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.asText().equals(only)) {
            throw new ImportException("config.json: '" + key + "' is " + value + "; only " + only + " is supported");
        }
    }
}
