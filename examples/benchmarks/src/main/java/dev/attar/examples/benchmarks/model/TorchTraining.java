package dev.attar.examples.benchmarks.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A training step in TorchScript, as {@code torch.jit.save} would write it. The module has no parameters of its own, they are given:
 *
 * <ul>
 *   <li>{@code forward(ids, mask, labels, places, p)}, the loss: ids (batch, tokens), mask (batch, 1, 1, tokens) of booleans or one of one element
 *       where nothing is padded, labels, sines of the article's positions, and all parameters in their order
 *   <li>{@code update(p, g, m, v, steps, rate, decay)}: PyTorch's fused Adam over lists of parameters
 * </ul>
 */
public final class TorchTraining {
    private static final String FOLDER = "training/";

    private final TrainedShape shape;
    private final List<String> names;
    private final StringBuilder code = new StringBuilder();

    private TorchTraining(TrainedShape shape) {
        this.shape = shape;
        this.names = new ArrayList<>(shape.parameters().keySet());
    }

    public static void write(TrainedShape shape, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            byte[] module = new Pickle()
                    .object("__torch__", "Trainer")
                    .text("training")
                    .bool(true)
                    .endObject()
                    .end();
            record(zip, "data.pkl", module);
            record(zip, "code/__torch__.py", new TorchTraining(shape).code().getBytes(StandardCharsets.UTF_8));
            record(zip, "constants.pkl", new Pickle().emptyTuple().end());
            record(zip, "version", "10\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void record(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private String code() {
        line("class Trainer(Module):");
        line("  __parameters__ = []");
        line("  __buffers__ = []");
        line("  training : bool");
        loss();
        update();
        return code.toString();
    }

    private void loss() {
        line("  def forward(self: __torch__.Trainer, ids: Tensor, mask: Tensor, labels: Tensor, places: Tensor,"
                + " p: List[Tensor]) -> Tensor:");
        line("    batch = torch.size(ids, 0)");
        line("    tokens = torch.size(ids, 1)");
        line("    seen = annotate(Optional[Tensor], None)");
        line("    if torch.gt(torch.numel(mask), 1):");
        line("      seen0 = annotate(Optional[Tensor], mask)");
        line("    else:");
        line("      seen0 = seen");
        line("    x = torch.embedding(%s, ids)", parameter("embeddings.tokens.weight"));
        if (shape.bert()) {
            line(
                    "    x = torch.add(x, torch.embedding(%s, torch.zeros_like(ids)))",
                    parameter("embeddings.segments.weight"));
            line("    x = torch.add(x, torch.narrow(%s, 0, 0, tokens))", parameter("embeddings.positions.weight"));
            norm("embeddings.norm");
        } else {
            line("    x = torch.add(x, torch.narrow(places, 0, 0, tokens))");
        }
        dropped("x");
        for (int layer = 0; layer < shape.layers(); layer++) {
            attention("encoder." + layer + ".attention.");
            feedForward("encoder." + layer + ".feedforward.");
        }
        head();
        line("    return torch.cross_entropy_loss(scores, labels, None, 1, -100, 0.)");
    }

    private void attention(String name) {
        for (String part : List.of("query", "key", "value")) {
            linear(part, "x", name + part);
            line(
                    "    %1$s = torch.transpose(torch.view(%1$s, [batch, tokens, %2$d, %3$d]), 1, 2)",
                    part, shape.heads(), shape.headWidth());
        }
        line("    mixed = torch.scaled_dot_product_attention(query, key, value, seen0, %s)", TrainedShape.DROPOUT);
        line("    mixed = torch.reshape(torch.transpose(mixed, 1, 2), [batch, tokens, %d])", shape.width());
        linear("mixed", "mixed", name + "output");
        dropped("mixed");
        line("    x = torch.add(mixed, x)");
        norm(name + "norm");
    }

    private void feedForward(String name) {
        linear("wide", "x", name + "up");
        line("    wide = torch.%s(wide)", shape.bert() ? "gelu" : "relu");
        linear("wide", "wide", name + "down");
        dropped("wide");
        line("    x = torch.add(wide, x)");
        norm(name + "norm");
    }

    private void head() {
        if (!shape.bert()) {
            line("    x = torch.reshape(x, [torch.mul(batch, tokens), %d])", shape.width());
        } else if (shape.pooled()) {
            line("    if torch.gt(torch.numel(mask), 1):");
            line("      there = torch.to(torch.reshape(mask, [batch, tokens, 1]), 6)");
            line("      x0 = torch.div(torch.sum(torch.mul(x, there), [1]), torch.sum(there, [1]))");
            line("    else:");
            line("      x0 = torch.mean(x, [1])");
            line("    x = x0");
        } else {
            line("    x = torch.select(x, 1, 0)");
        }
        linear("scores", "x", "head.classes");
    }

    private void update() {
        line("  def update(self: __torch__.Trainer, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],"
                + " steps: List[Tensor], rate: float, decay: float) -> Tensor:");
        line("    torch._foreach_add_(steps, 1)");
        line("    none = annotate(List[Tensor], [])");
        line(
                "    torch._fused_%s_(p, g, m, v, none, steps, lr=rate, beta1=0.90000000000000002,"
                        + " beta2=0.999, weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False)",
                shape.bert() ? "adamw" : "adam");
        line("    torch._foreach_zero_(g)");
        line("    return steps[0]");
    }

    private String parameter(String name) {
        return "p[" + names.indexOf(name) + "]";
    }

    private void linear(String to, String from, String layer) {
        line("    %s = torch.linear(%s, %s, %s)", to, from, parameter(layer + ".weight"), parameter(layer + ".bias"));
    }

    private void dropped(String x) {
        line("    %1$s = torch.dropout(%1$s, %2$s, True)", x, TrainedShape.DROPOUT);
    }

    private void norm(String layer) {
        line(
                "    x = torch.layer_norm(x, [%d], %s, %s, %s)",
                shape.width(),
                parameter(layer + ".weight"),
                parameter(layer + ".bias"),
                Double.toString(shape.epsilon()).toLowerCase(Locale.ROOT));
    }

    private void line(String format, Object... values) {
        code.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
