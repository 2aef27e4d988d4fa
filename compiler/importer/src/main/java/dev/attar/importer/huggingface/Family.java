package dev.attar.importer.huggingface;

import dev.attar.importer.family.Families;
import dev.attar.importer.source.ImportException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Families of models in Hugging Face folders, and what their tensors are called. */
enum Family {
    BERT("bert", Naming.BERT),
    ROBERTA("roberta", Naming.BERT),
    XLM_ROBERTA("xlm-roberta", Naming.BERT),
    CAMEMBERT("camembert", Naming.BERT),
    ELECTRA("electra", Naming.BERT),
    DISTILBERT("distilbert", Naming.DISTILBERT),
    ALBERT("albert", Naming.ALBERT);

    private final String type;
    private final Naming naming;

    Family(String type, Naming naming) {
        this.type = type;
        this.naming = naming;
    }

    /** The name of the family in {@code model_type} of {@code config.json}. */
    String type() {
        return type;
    }

    Naming naming() {
        return naming;
    }

    /** Whether positions begin after the row of the padding token. */
    boolean offsetPositions() {
        return this == ROBERTA || this == XLM_ROBERTA || this == CAMEMBERT;
    }

    /** Whether the tables of the embedding may be narrower than the layers. */
    boolean projects() {
        return this == ELECTRA || this == ALBERT;
    }

    /** Where the first dense layer of a pooler is, within the encoder; empty where the family has none. */
    Optional<String> pooler() {
        return switch (this) {
            case BERT, ROBERTA, XLM_ROBERTA, CAMEMBERT -> Optional.of("pooler.dense");
            case ALBERT -> Optional.of("pooler");
            case ELECTRA, DISTILBERT -> Optional.empty();
        };
    }

    /** @throws ImportException when there is no such family, saying what it has that Attar lacks */
    static Family of(String modelType) {
        return Arrays.stream(values())
                .filter(family -> family.type.equals(modelType))
                .findFirst()
                .orElseThrow(() -> new ImportException("config.json: " + OtherFamilies.refusal(modelType, types())));
    }

    private static String types() {
        return Stream.concat(Arrays.stream(values()).map(Family::type), Families.types().stream())
                .collect(Collectors.joining(", "));
    }

    /**
     * Names of the parts of an encoder, after the encoder's own prefix.
     *
     * @param layers what the tensors of a layer begin with; the layer's number follows, unless all share their parameters
     * @param parts after the layer's prefix, in the order query, key, value, output, attention norm, up, down, feed-forward norm
     * @param projection the dense layer from the embedding's width to the model's, where the family has one
     */
    record Naming(String layers, boolean shared, List<String> parts, String projection) {
        static final Naming BERT = new Naming(
                "encoder.layer.",
                false,
                List.of(
                        "attention.self.query",
                        "attention.self.key",
                        "attention.self.value",
                        "attention.output.dense",
                        "attention.output.LayerNorm",
                        "intermediate.dense",
                        "output.dense",
                        "output.LayerNorm"),
                "embeddings_project");
        static final Naming DISTILBERT = new Naming(
                "transformer.layer.",
                false,
                List.of(
                        "attention.q_lin",
                        "attention.k_lin",
                        "attention.v_lin",
                        "attention.out_lin",
                        "sa_layer_norm",
                        "ffn.lin1",
                        "ffn.lin2",
                        "output_layer_norm"),
                "");
        static final Naming ALBERT = new Naming(
                "encoder.albert_layer_groups.0.albert_layers.0.",
                true,
                List.of(
                        "attention.query",
                        "attention.key",
                        "attention.value",
                        "attention.dense",
                        "attention.LayerNorm",
                        "ffn",
                        "ffn_output",
                        "full_layer_layer_norm"),
                "encoder.embedding_hidden_mapping_in");

        /** What the tensors of a layer begin with. */
        String layer(int number) {
            return shared ? layers : layers + number + ".";
        }

        /** A tensor that every encoder with these names has, and none with others. */
        String anchor() {
            return layer(0) + parts.getFirst() + ".weight";
        }
    }
}
