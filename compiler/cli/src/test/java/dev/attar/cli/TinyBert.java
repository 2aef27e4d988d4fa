package dev.attar.cli;

import dev.attar.runtime.WeightsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Hugging Face folder of a BERT with one layer; all weights are 0. */
final class TinyBert {
    private static final int WIDTH = 8;

    private TinyBert() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), """
            {"model_type": "bert", "architectures": ["BertModel"], "vocab_size": 10, "hidden_size": 8,
             "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16, "hidden_act": "gelu",
             "max_position_embeddings": 6, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
            """);
        WeightsWriter weights = new WeightsWriter(folder.resolve("model.safetensors"));
        matrix(weights, "embeddings.word_embeddings.weight", 10, WIDTH);
        matrix(weights, "embeddings.position_embeddings.weight", 6, WIDTH);
        matrix(weights, "embeddings.token_type_embeddings.weight", 2, WIDTH);
        vectors(weights, "embeddings.LayerNorm", WIDTH);
        String layer = "encoder.layer.0.";
        for (String name : new String[] {"self.query", "self.key", "self.value", "output.dense"}) {
            dense(weights, layer + "attention." + name, WIDTH, WIDTH);
        }
        vectors(weights, layer + "attention.output.LayerNorm", WIDTH);
        dense(weights, layer + "intermediate.dense", 16, WIDTH);
        dense(weights, layer + "output.dense", WIDTH, 16);
        vectors(weights, layer + "output.LayerNorm", WIDTH);
        weights.write();
        return folder;
    }

    private static void dense(WeightsWriter weights, String name, int rows, int columns) {
        matrix(weights, name + ".weight", rows, columns);
        weights.add(name + ".bias", () -> new float[rows], rows);
    }

    private static void vectors(WeightsWriter weights, String name, int width) {
        weights.add(name + ".weight", () -> new float[width], width);
        weights.add(name + ".bias", () -> new float[width], width);
    }

    private static void matrix(WeightsWriter weights, String name, int rows, int columns) {
        weights.add(name, () -> new float[rows * columns], rows, columns);
    }
}
