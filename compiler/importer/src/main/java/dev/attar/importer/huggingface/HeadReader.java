package dev.attar.importer.huggingface;

import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Dense;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.importer.source.ImportException;
import java.util.Optional;

/** The head that {@code architectures} names, and where its tensors are. */
final class HeadReader {
    private final Family family;
    private final Sizes sizes;
    private final CheckpointTensors tensors;
    private final HeadLabels labels;

    HeadReader(Family family, Sizes sizes, CheckpointTensors tensors, HeadLabels labels) {
        this.family = family;
        this.sizes = sizes;
        this.tensors = tensors;
        this.labels = labels;
    }

    /** Whether a model of this architecture ends in hidden states. */
    static boolean endsInHiddenStates(String architecture) {
        return architecture.isEmpty() || architecture.endsWith("Model");
    }

    /** The head of an architecture that has one. */
    Head head(String architecture) {
        if (architecture.endsWith("ForSequenceClassification")) {
            return classify();
        }
        if (architecture.endsWith("ForTokenClassification")) {
            int classes = classes("classifier", sizes.width());
            return new Head.Tokens(Optional.empty(), classes, false, labels.of(classes, false));
        }
        if (architecture.endsWith("ForQuestionAnswering")) {
            tensors.dense("head.classes", "qa_outputs", 2, sizes.width());
            return new Head.Span();
        }
        boolean pretrained = architecture.endsWith("ForPreTraining");
        if (pretrained && family == Family.ELECTRA) {
            String head = "discriminator_predictions.";
            tensors.dense("head.dense", head + "dense", sizes.width(), sizes.width());
            int classes = classes(head + "dense_prediction", sizes.width());
            Dense dense = new Dense(sizes.width(), sizes.activation());
            return new Head.Tokens(Optional.of(dense), classes, false, Labels.NONE);
        }
        if (architecture.endsWith("ForMaskedLM") || pretrained && (family == Family.BERT || family == Family.ALBERT)) {
            return maskedLanguageModel();
        }
        throw new ImportException("config.json: the architecture '" + architecture
                + "' is not supported; these endings are: Model, ForSequenceClassification, ForTokenClassification,"
                + " ForQuestionAnswering, ForMaskedLM, and ForPreTraining of BERT, ALBERT and ELECTRA. For sentence"
                + " embeddings, choose a pool");
    }

    private int classes(String name, long inputs) {
        long classes = tensors.rows(name + ".weight").orElse(1L);
        tensors.dense("head.classes", name, classes, inputs);
        return Math.clamp(classes, 1, Limits.MAX_DIMENSION);
    }

    private Head classify() {
        return switch (family) {
            case BERT, ALBERT ->
                classify(tensors.inEncoder(family.pooler().orElseThrow()), Activation.TANH, "classifier");
            case ROBERTA, XLM_ROBERTA, CAMEMBERT ->
                classify("classifier.dense", Activation.TANH, "classifier.out_proj");
            case ELECTRA -> classify("classifier.dense", Activation.GELU, "classifier.out_proj");
            case DISTILBERT -> classify("pre_classifier", Activation.RELU, "classifier");
        };
    }

    private Head classify(String dense, Activation activation, String name) {
        tensors.dense("head.dense", dense, sizes.width(), sizes.width());
        int classes = classes(name, sizes.width());
        return new Head.Classify(
                Pool.CLS, Optional.of(new Dense(sizes.width(), activation)), classes, false, labels.of(classes, true));
    }

    /** The output matrix of a masked language model, which is that of the tokens. */
    static String outputMatrix(Family family) {
        return switch (family) {
            case BERT -> "cls.predictions.decoder.weight";
            case ROBERTA, XLM_ROBERTA, CAMEMBERT -> "lm_head.decoder.weight";
            case ELECTRA -> "generator_lm_head.weight";
            case DISTILBERT -> "vocab_projector.weight";
            case ALBERT -> "predictions.decoder.weight";
        };
    }

    private Head maskedLanguageModel() {
        return switch (family) {
            case BERT ->
                vocabulary(
                        "cls.predictions.transform.dense",
                        "cls.predictions.transform.LayerNorm",
                        "cls.predictions.",
                        sizes.activation());
            case ROBERTA, XLM_ROBERTA, CAMEMBERT ->
                vocabulary("lm_head.dense", "lm_head.layer_norm", "lm_head.", Activation.GELU);
            case ELECTRA -> {
                Head head =
                        vocabulary("generator_predictions.dense", "generator_predictions.LayerNorm", Activation.GELU);
                tensors.take("head.bias", "generator_lm_head.bias", sizes.vocabulary());
                yield head;
            }
            case DISTILBERT -> {
                Head head = vocabulary("vocab_transform", "vocab_layer_norm", sizes.activation());
                tensors.take("head.bias", "vocab_projector.bias", sizes.vocabulary());
                yield head;
            }
            case ALBERT -> vocabulary("predictions.dense", "predictions.LayerNorm", "predictions.", sizes.activation());
        };
    }

    /** The bias is stored under one of two names, or under both. */
    private Head vocabulary(String dense, String norm, String prefix, Activation activation) {
        Head head = vocabulary(dense, norm, activation);
        tensors.shared(prefix + "bias", prefix + "decoder.bias");
        tensors.same(prefix + "decoder.bias", prefix + "bias");
        tensors.take("head.bias", prefix + "bias", sizes.vocabulary());
        return head;
    }

    private Head vocabulary(String dense, String norm, Activation activation) {
        tensors.dense("head.dense", dense, sizes.embeddingWidth(), sizes.width());
        tensors.norm("head.norm", norm, sizes.embeddingWidth());
        double epsilon = family == Family.DISTILBERT ? 1e-12 : sizes.epsilon();
        return new Head.MaskedLanguageModel(activation, new Norm(epsilon));
    }
}
