package dev.attar.importer.huggingface;

import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Settings;

/**
 * The numbers of a model, from its configuration. Each has a range, which is checked where it is read.
 *
 * @param offset row of the position table that the first token reads
 * @param embeddingWidth channels of the embedding's tables
 */
record Sizes(
        int vocabulary,
        int positions,
        int offset,
        int segments,
        int embeddingWidth,
        int width,
        int depth,
        int heads,
        int feedForward,
        Activation activation,
        double epsilon,
        double dropout,
        double attentionDropout) {
    private static final int MOST = Limits.MAX_DIMENSION;

    static Sizes of(Config config, Family family) {
        Sizes sizes = switch (family) {
            case DISTILBERT -> distilbert(config);
            case BERT, ROBERTA, XLM_ROBERTA, CAMEMBERT, ELECTRA, ALBERT -> bert(config, family);
        };
        if (sizes.width % sizes.heads != 0) {
            throw new ImportException("config.json: " + sizes.heads + " heads do not divide a width of " + sizes.width);
        }
        if (sizes.offset >= sizes.positions) {
            throw new ImportException("config.json: 'pad_token_id' leaves no positions");
        }
        return sizes;
    }

    private static Sizes bert(Config config, Family family) {
        Settings settings = config.settings();
        settings.require("position_embedding_type", "absolute");
        if (family == Family.ALBERT) {
            settings.require("num_hidden_groups", "1");
            settings.require("inner_group_num", "1");
        }
        int width = settings.size("hidden_size", MOST);
        return new Sizes(
                settings.size("vocab_size", MOST),
                settings.size("max_position_embeddings", family == Family.BERT ? 512 : -1, 1, MOST),
                family.offsetPositions() ? settings.size("pad_token_id", 1, 0, MOST) + 1 : 0,
                settings.size("type_vocab_size", 2, 0, MOST),
                embeddingWidth(settings, family, width),
                width,
                settings.size("num_hidden_layers", Limits.MAX_DEPTH),
                settings.size("num_attention_heads", MOST),
                settings.size("intermediate_size", MOST),
                config.activation("hidden_act"),
                settings.number("layer_norm_eps", 1e-12, Limits.MIN_STEP, Limits.MAX_EPSILON),
                settings.dropout("hidden_dropout_prob"),
                settings.dropout("attention_probs_dropout_prob"));
    }

    private static int embeddingWidth(Settings settings, Family family, int width) {
        int otherwise = family == Family.ALBERT ? 128 : width;
        if (!family.projects()) {
            settings.require("embedding_size", Integer.toString(width));
            return width;
        }
        return settings.size("embedding_size", otherwise, 1, MOST);
    }

    private static Sizes distilbert(Config config) {
        Settings settings = config.settings();
        int width = settings.size("dim", MOST);
        // Sines and cosines were written into the table when the model was made; they are weights like others.
        settings.flag("sinusoidal_pos_embds", false);
        return new Sizes(
                settings.size("vocab_size", MOST),
                settings.size("max_position_embeddings", MOST),
                0,
                0,
                width,
                width,
                settings.size("n_layers", Limits.MAX_DEPTH),
                settings.size("n_heads", MOST),
                settings.size("hidden_dim", MOST),
                config.activation("activation"),
                1e-12,
                settings.dropout("dropout"),
                settings.dropout("attention_dropout"));
    }
}
