package dev.attar.importer.family;

import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Reach;
import dev.attar.compiler.check.Residual;
import java.util.List;
import java.util.Optional;

/** GPT-NeoX and Pythia: rotary positions on a share of each head, parallel parts with a norm each. */
final class GptNeoX extends DecoderTable {
    @Override
    public List<String> types() {
        return List.of("gpt_neox");
    }

    @Override
    public String names(FamilyConfig config) {
        return "gpt-neox";
    }

    @Override
    boolean tied() {
        return false;
    }

    @Override
    public FamilyModel model(FamilyConfig config) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        Norm norm = config.layerNorm("layer_norm_eps");
        double dropout = config.dropout("hidden_dropout");
        Attention attention = new Attention(
                heads,
                heads,
                config.headWidth("head_dim", width, heads),
                Optional.empty(),
                config.flag("attention_bias", true) ? Bias.ALL : Bias.NONE,
                Optional.empty(),
                config.rotary(10000, 0.25),
                List.of(Reach.FULL),
                config.dropout("attention_dropout"));
        FeedForward feedForward =
                new FeedForward(config.size("intermediate_size"), config.activation("hidden_act", Activation.GELU));
        Order order = config.flag("use_parallel_residual", true) ? Order.PARALLEL : Order.PRE;
        return new FamilyModel(
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                width,
                embedding(new Positions.None(), Optional.empty(), dropout),
                List.of(decoder(
                        config.depth("num_hidden_layers"),
                        attention,
                        feedForward,
                        new Residual(norm, order, dropout),
                        Optional.of(norm))));
    }

    @Override
    public List<String> harmless() {
        return List.of();
    }
}
