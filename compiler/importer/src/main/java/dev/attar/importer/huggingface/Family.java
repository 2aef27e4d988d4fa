package dev.attar.importer.huggingface;

import dev.attar.importer.source.ImportException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Families of models in Hugging Face folders, and what their tensors are called. */
enum Family {
    BERT("bert", Naming.BERT),
    ROBERTA("roberta", Naming.BERT),
    XLM_ROBERTA("xlm-roberta", Naming.BERT),
    CAMEMBERT("camembert", Naming.BERT),
    ELECTRA("electra", Naming.BERT),
    DISTILBERT("distilbert", Naming.DISTILBERT);

    private final String type;
    private final Naming naming;

    Family(String type, Naming naming) {
        this.type = type;
        this.naming = naming;
    }

    Naming naming() {
        return naming;
    }

    /** Whether positions begin after the row of the padding token. */
    boolean offsetPositions() {
        return this == ROBERTA || this == XLM_ROBERTA || this == CAMEMBERT;
    }

    /** @throws ImportException when there is no such family */
    static Family of(String modelType) {
        return Arrays.stream(values())
                .filter(family -> family.type.equals(modelType))
                .findFirst()
                .orElseThrow(() -> new ImportException("config.json: model_type '" + modelType
                        + "' is not supported; these are: "
                        + Arrays.stream(values()).map(family -> family.type).collect(Collectors.joining(", "))));
    }

    /**
     * Names of a layer's parts after the layer's own prefix, in the order query, key, value, output, attention norm, up,
     * down, feed-forward norm.
     */
    record Naming(String layers, List<String> parts) {
        static final Naming BERT = new Naming(
                "encoder.layer.",
                List.of(
                        "attention.self.query",
                        "attention.self.key",
                        "attention.self.value",
                        "attention.output.dense",
                        "attention.output.LayerNorm",
                        "intermediate.dense",
                        "output.dense",
                        "output.LayerNorm"));
        static final Naming DISTILBERT = new Naming(
                "transformer.layer.",
                List.of(
                        "attention.q_lin",
                        "attention.k_lin",
                        "attention.v_lin",
                        "attention.out_lin",
                        "sa_layer_norm",
                        "ffn.lin1",
                        "ffn.lin2",
                        "output_layer_norm"));
    }
}
