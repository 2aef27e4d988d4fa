package dev.attar.importer.huggingface;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.importer.source.ImportException;

/**
 * The numbers of a model, from its configuration.
 *
 * @param offset row of the position table that the first token reads
 */
record Sizes(
        int vocabulary,
        int positions,
        int offset,
        int segments,
        int width,
        int depth,
        int heads,
        int feedForward,
        Activation activation,
        double epsilon,
        double dropout,
        double attentionDropout) {

    static Sizes of(Config config, Family family) {
        Sizes sizes = family == Family.DISTILBERT ? distilbert(config) : bert(config, family);
        if (sizes.width % sizes.heads != 0) {
            throw new ImportException("config.json: " + sizes.heads + " heads do not divide a width of " + sizes.width);
        }
        if (sizes.offset < 0 || sizes.offset >= sizes.positions) {
            throw new ImportException("config.json: 'pad_token_id' leaves no positions");
        }
        return sizes;
    }

    private static Sizes bert(Config config, Family family) {
        config.require("position_embedding_type", "absolute");
        config.require("is_decoder", "false");
        config.require("add_cross_attention", "false");
        int width = config.size("hidden_size");
        if (family == Family.ELECTRA && config.integer("embedding_size", width) != width) {
            throw new ImportException("config.json: 'embedding_size' differs from 'hidden_size'; a projection between"
                    + " embedding and layers is not supported");
        }
        return new Sizes(
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                family.offsetPositions() ? Math.addExact(clamp(config.integer("pad_token_id", 1)), 1) : 0,
                config.integer("type_vocab_size", 2),
                width,
                config.size("num_hidden_layers"),
                config.size("num_attention_heads"),
                config.size("intermediate_size"),
                config.activation("hidden_act"),
                config.number("layer_norm_eps", 1e-12),
                config.dropout("hidden_dropout_prob"),
                config.dropout("attention_probs_dropout_prob"));
    }

    private static int clamp(int padding) {
        return Math.clamp(padding, -1, Integer.MAX_VALUE - 1);
    }

    private static Sizes distilbert(Config config) {
        return new Sizes(
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                0,
                0,
                config.size("dim"),
                config.size("n_layers"),
                config.size("n_heads"),
                config.size("hidden_dim"),
                config.activation("activation"),
                1e-12,
                config.dropout("dropout"),
                config.dropout("attention_dropout"));
    }
}
