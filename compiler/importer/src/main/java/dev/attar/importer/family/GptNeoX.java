package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Bias;
import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.FeedForward;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.ModelSpec.Stack;
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
    public List<ObjectNode> configs(ModelSpec spec) {
        Stack stack = ConfigWriter.only(spec);
        Attention attention = stack.attention();
        ObjectNode json = ConfigWriter.of("gpt_neox", "GPTNeoXForCausalLM")
                .put("vocab_size", spec.vocabulary())
                .put("max_position_embeddings", spec.context())
                .put("hidden_size", spec.width())
                .put("num_hidden_layers", stack.depth())
                .put("num_attention_heads", attention.heads())
                .put("intermediate_size", stack.feedForward().width())
                .put("hidden_act", ActivationNames.of(stack.feedForward().activation()))
                .put("layer_norm_eps", stack.residual().norm().epsilon())
                .put("use_parallel_residual", stack.residual().order() == Order.PARALLEL)
                .put("attention_bias", attention.bias() == Bias.ALL)
                .put("attention_dropout", attention.dropout())
                .put("hidden_dropout", stack.residual().dropout())
                .put("tie_word_embeddings", ConfigWriter.generate(spec).tied());
        ObjectNode rotary = ConfigWriter.rotary(attention);
        rotary.put("partial_rotary_factor", ((Distances.Rotary) attention.distances()).share());
        json.set("rope_parameters", rotary);
        return List.of(json);
    }

    @Override
    public List<String> harmless() {
        return List.of();
    }
}
