package dev.attar.examples.benchmarks.model;

import java.util.Locale;

/**
 * The forward pass in TorchScript, with the calls that PyTorch's usual BERT makes: one linear layer each for query, key and
 * value, {@code scaled_dot_product_attention}, {@code gelu}, {@code layer_norm}.
 *
 * <p>Methods: {@code forward(ids)} for sequences of one length, {@code masked(ids, mask)} for padded ones; ids (batch, sequence),
 * mask (batch, 1, 1, sequence) of booleans, true where there is a token.
 */
final class TorchCode {
    private final EncoderShape shape;
    private final StringBuilder code = new StringBuilder();

    private TorchCode(EncoderShape shape) {
        this.shape = shape;
    }

    static String of(EncoderShape shape) {
        TorchCode code = new TorchCode(shape);
        code.type();
        code.method("forward", "ids: Tensor", "None");
        code.method("masked", "ids: Tensor, mask: Tensor", "mask");
        return code.code.toString();
    }

    /** What a parameter is called in Python. */
    static String field(String parameter) {
        return parameter.replace('.', '_');
    }

    private void type() {
        line("class Encoder(Module):");
        line("  __parameters__ = []");
        line("  __buffers__ = []");
        line("  training : bool");
        shape.parameters().keySet().forEach(name -> line("  %s : Tensor", field(name)));
    }

    private void method(String name, String inputs, String mask) {
        line("  def %s(self: __torch__.Encoder, %s) -> Tensor:", name, inputs);
        line("    batch = torch.size(ids, 0)");
        line("    tokens = torch.size(ids, 1)");
        line("    words = torch.embedding(self.embeddings_tokens_weight, ids)");
        line("    segments = torch.embedding(self.embeddings_segments_weight, torch.zeros_like(ids))");
        line("    places = torch.narrow(self.embeddings_positions_weight, 0, 0, tokens)");
        line("    x = torch.add(torch.add(words, segments), places)");
        norm("x", "embeddings_norm");
        for (int layer = 0; layer < shape.layers(); layer++) {
            attention("encoder_" + layer + "_attention_", mask);
            feedForward("encoder_" + layer + "_feedforward_");
        }
        line("    return x");
    }

    private void attention(String name, String mask) {
        for (String part : new String[] {"query", "key", "value"}) {
            linear(part, "x", name + part);
            line(
                    "    %1$s = torch.transpose(torch.view(%1$s, [batch, tokens, %2$d, %3$d]), 1, 2)",
                    part, shape.heads(), shape.headWidth());
        }
        line("    mixed = torch.scaled_dot_product_attention(query, key, value, %s)", mask);
        line("    mixed = torch.reshape(torch.transpose(mixed, 1, 2), [batch, tokens, %d])", shape.width());
        linear("mixed", "mixed", name + "output");
        line("    x = torch.add(mixed, x)");
        norm("x", name + "norm");
    }

    private void feedForward(String name) {
        linear("wide", "x", name + "up");
        line("    wide = torch.gelu(wide)");
        linear("wide", "wide", name + "down");
        line("    x = torch.add(wide, x)");
        norm("x", name + "norm");
    }

    private void linear(String to, String from, String layer) {
        line("    %s = torch.linear(%s, self.%s_weight, self.%3$s_bias)", to, from, layer);
    }

    private void norm(String x, String layer) {
        line(
                "    %1$s = torch.layer_norm(%1$s, [%2$d], self.%3$s_weight, self.%3$s_bias, %4$s)",
                x, shape.width(), layer, "9.9999999999999998e-13");
    }

    private void line(String format, Object... values) {
        code.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
