package dev.attar.importer.recognise;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The head of the spec and its parameters, from the end of a graph. */
final class HeadBuilder {
    private static final int COMPARED = 1 << 16;

    private final ImportOptions options;
    private final List<NamedTensor> tensors = new ArrayList<>();
    private final List<TensorData> compared = new ArrayList<>();

    HeadBuilder(ImportOptions options) {
        this.options = options;
    }

    /** Stored tensors that were found equal to a parameter. */
    List<TensorData> compared() {
        return compared;
    }

    List<NamedTensor> tensors() {
        return tensors;
    }

    /** @param tokens the token table, which a masked language model's decoder must equal */
    Head head(Ending ending, TensorView tokens) {
        return switch (ending) {
            case Ending.Hidden _ ->
                new Head.Embed(
                        options.pools().orElse(List.of(Pool.MEAN)),
                        Optional.empty(),
                        options.normalize().orElse(true));
            case Ending.Embedding(var _, Pool pool, var dense, var activation, boolean unit) ->
                new Head.Embed(
                        options.pools().orElse(List.of(pool)),
                        dense(dense, activation),
                        options.normalize().orElse(unit));
            case Ending.Classes(var _, Pool pool, var dense, var activation, DenseLayer classes, boolean softmax) -> {
                Optional<Dense> between = dense(dense, activation);
                tensors.addAll(classes.tensors("head.classes"));
                yield new Head.Classify(pool, between, Math.toIntExact(classes.outputs()), softmax);
            }
            case Ending.TokenClasses(var _, DenseLayer classes, boolean softmax) -> {
                tensors.addAll(classes.tensors("head.classes"));
                yield new Head.Tokens(Math.toIntExact(classes.outputs()), softmax);
            }
            case Ending.SpanEdge(var _, DenseLayer classes, long _) -> {
                tensors.addAll(classes.tensors("head.classes"));
                yield new Head.Span();
            }
            case Ending.Vocabulary vocabulary -> vocabulary(vocabulary, tokens);
        };
    }

    private Optional<Dense> dense(Optional<DenseLayer> dense, Optional<Activation> activation) {
        return dense.map(layer -> {
            tensors.addAll(layer.tensors("head.dense"));
            return new Dense(Math.toIntExact(layer.outputs()), activation.orElseThrow());
        });
    }

    private Head vocabulary(Ending.Vocabulary ending, TensorView tokens) {
        if (ending.softmax()) {
            throw new ImportException(
                    "the masked language model ends in a softmax; export it with its scores (logits)");
        }
        if (!equal(ending.decoder().weight(), tokens)) {
            throw new ImportException(
                    "tensor '" + ending.decoder().weight().data().name()
                            + "' is the output matrix of a masked language model and differs from the token embeddings"
                            + " '"
                            + tokens.data().name() + "'; only models that share the two can be imported");
        }
        compared.add(ending.decoder().weight().data());
        tensors.addAll(ending.dense().tensors("head.dense"));
        tensors.addAll(ending.norm().tensors("head.norm"));
        long vocabulary = tokens.shape().get(0);
        tensors.add(
                ending.decoder().bias().isPresent()
                        ? NamedTensor.of("head.bias", ending.decoder().bias().get(), vocabulary)
                        : NamedTensor.zeros("head.bias", vocabulary));
        return new Head.MaskedLanguageModel(ending.activation(), ending.norm().norm());
    }

    /** Whether two views hold the same numbers. Exporters often write the shared matrix twice, once transposed. */
    private static boolean equal(TensorView a, TensorView b) {
        if (!a.shape().equals(b.shape())) {
            return false;
        }
        if (a.equals(b)) {
            return true;
        }
        long all = a.elements();
        for (long at = 0; at < all; at += COMPARED) {
            float[] left = new float[(int) Math.min(COMPARED, all - at)];
            float[] right = new float[left.length];
            a.read(at, left);
            b.read(at, right);
            if (!Arrays.equals(left, right)) {
                return false;
            }
        }
        return true;
    }
}
