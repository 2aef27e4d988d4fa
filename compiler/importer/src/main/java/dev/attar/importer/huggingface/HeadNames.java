package dev.attar.importer.huggingface;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportOptions;
import java.util.Optional;

/** The head that {@code architectures} names, and where its tensors are. */
final class HeadNames {
    private final Family family;
    private final Sizes sizes;
    private final Shelf shelf;

    HeadNames(Family family, Sizes sizes, Shelf shelf) {
        this.family = family;
        this.sizes = sizes;
        this.shelf = shelf;
    }

    /** @param sentences whether the folder or the caller asks for sentence embeddings, whatever head it has */
    Head head(String architecture, boolean sentences, ImportOptions options) {
        if (sentences || architecture.isEmpty() || architecture.endsWith("Model")) {
            return new Head.Embed(
                    options.pool().orElse(Pool.MEAN),
                    Optional.empty(),
                    options.normalize().orElse(true));
        }
        if (architecture.endsWith("ForSequenceClassification")) {
            return classify();
        }
        if (architecture.endsWith("ForTokenClassification")) {
            int classes = classes("classifier", sizes.width());
            return new Head.Tokens(classes, false);
        }
        if (architecture.endsWith("ForQuestionAnswering")) {
            shelf.dense("head.classes", "qa_outputs", 2, sizes.width());
            return new Head.Span();
        }
        if (architecture.endsWith("ForMaskedLM") || architecture.endsWith("ForPreTraining") && family == Family.BERT) {
            return maskedLanguageModel();
        }
        throw new ImportException("config.json: the architecture '" + architecture
                + "' is not supported; these endings are: Model, ForSequenceClassification, ForTokenClassification,"
                + " ForQuestionAnswering, ForMaskedLM. For sentence embeddings, choose a pool");
    }

    private int classes(String name, long inputs) {
        long classes = shelf.rows(name + ".weight");
        shelf.dense("head.classes", name, classes, inputs);
        return Math.toIntExact(Math.min(classes, Integer.MAX_VALUE));
    }

    private Head classify() {
        return switch (family) {
            case BERT -> classify(shelf.inEncoder("pooler.dense"), Activation.TANH, "classifier");
            case ROBERTA, XLM_ROBERTA, CAMEMBERT ->
                classify("classifier.dense", Activation.TANH, "classifier.out_proj");
            case ELECTRA -> classify("classifier.dense", Activation.GELU, "classifier.out_proj");
            case DISTILBERT -> classify("pre_classifier", Activation.RELU, "classifier");
        };
    }

    private Head classify(String dense, Activation activation, String classes) {
        shelf.dense("head.dense", dense, sizes.width(), sizes.width());
        return new Head.Classify(
                Pool.CLS, Optional.of(new Dense(sizes.width(), activation)), classes(classes, sizes.width()), false);
    }

    private Head maskedLanguageModel() {
        return switch (family) {
            case BERT -> {
                shelf.tied("cls.predictions.decoder.weight");
                String bias =
                        shelf.has("cls.predictions.bias") ? "cls.predictions.bias" : "cls.predictions.decoder.bias";
                yield vocabulary(
                        "cls.predictions.transform.dense",
                        "cls.predictions.transform.LayerNorm",
                        bias,
                        sizes.activation());
            }
            case ROBERTA, XLM_ROBERTA, CAMEMBERT -> {
                shelf.tied("lm_head.decoder.weight");
                String bias = shelf.has("lm_head.bias") ? "lm_head.bias" : "lm_head.decoder.bias";
                yield vocabulary("lm_head.dense", "lm_head.layer_norm", bias, Activation.GELU);
            }
            case ELECTRA -> {
                shelf.tied("generator_lm_head.weight");
                yield vocabulary(
                        "generator_predictions.dense",
                        "generator_predictions.LayerNorm",
                        "generator_lm_head.bias",
                        Activation.GELU);
            }
            case DISTILBERT -> {
                shelf.tied("vocab_projector.weight");
                yield vocabulary("vocab_transform", "vocab_layer_norm", "vocab_projector.bias", sizes.activation());
            }
        };
    }

    private Head vocabulary(String dense, String norm, String bias, Activation activation) {
        shelf.dense("head.dense", dense, sizes.width(), sizes.width());
        shelf.norm("head.norm", norm, sizes.width());
        shelf.take("head.bias", bias, sizes.vocabulary());
        double epsilon = family == Family.DISTILBERT ? 1e-12 : sizes.epsilon();
        return new Head.MaskedLanguageModel(activation, new Norm(epsilon));
    }
}
