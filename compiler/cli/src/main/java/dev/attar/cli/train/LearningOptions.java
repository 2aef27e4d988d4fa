package dev.attar.cli.train;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is made small, and how: loss, optimizer, and what of the model learns. What is not given is what the spec says. */
public final class LearningOptions {
    /** Losses by the names that people write. */
    enum LossName {
        CROSS_ENTROPY("cross-entropy"),
        NEXT_TOKEN("next-token"),
        MASKED("masked"),
        BINARY_CROSS_ENTROPY("binary-cross-entropy"),
        MEAN_SQUARED_ERROR("mean-squared-error"),
        IN_BATCH_NEGATIVES("in-batch-negatives"),
        SPAN("span");

        final String text;

        LossName(String text) {
            this.text = text;
        }
    }

    /** Optimizers by the names that people write. */
    enum OptimizerName {
        SGD("sgd"),
        ADAM("adam"),
        ADAMW("adamw"),
        KERAS_ADAM("keras-adam");

        final String text;

        OptimizerName(String text) {
            this.text = text;
        }
    }

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            converter = LossNamed.class,
            description = "cross-entropy, next-token, masked, binary-cross-entropy, mean-squared-error,"
                    + " in-batch-negatives or span. Default: what the spec says, else the usual one of its head.")
    LossName loss;

    @Option(
            names = "--label-smoothing",
            paramLabel = "X",
            description = "The share of the target that all classes have in common; 0 is the default.")
    Double smoothing;

    @Option(
            names = "--class-weights",
            paramLabel = "X,X,…",
            split = ",",
            description = "How much a row of each class counts. Default: all the same.")
    List<Double> classWeights = List.of();

    @Option(names = "--scale", paramLabel = "X", description = "Of cosines in in-batch negatives. Default: 20.")
    Double scale;

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            converter = OptimizerNamed.class,
            description = "sgd, adam, adamw or keras-adam. Default: what the spec says, else adamw.")
    OptimizerName optimizer;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "The learning rate. Default: what the spec says, else 5e-5 with --weights and 1e-3 without.")
    Double rate;

    @Option(
            names = "--decay",
            paramLabel = "X",
            description = "Weight decay of matrices and tables. Default: 0.01 for adamw, else 0.")
    Double decay;

    @Option(names = "--decay-all", description = "Biases and norms decay, too.")
    boolean decayAll;

    @Option(names = "--momentum", paramLabel = "X", description = "Of sgd. Default: 0.")
    Double momentum;

    @Option(names = "--nesterov", description = "Nesterov's momentum.")
    boolean nesterov;

    @Option(names = "--beta1", paramLabel = "X", description = "Of adam. Default: 0.9.")
    Double beta1;

    @Option(names = "--beta2", paramLabel = "X", description = "Of adam. Default: 0.999.")
    Double beta2;

    @Option(names = "--epsilon", paramLabel = "X", description = "Of adam. Default: 1e-8; of keras-adam 1e-7.")
    Double epsilon;

    @Option(
            names = "--clip",
            paramLabel = "X",
            description = "The largest global norm of the gradients. Default: none.")
    Double clip;

    @Option(
            names = "--dropout",
            paramLabel = "on|off",
            converter = OnOffNamed.class,
            description = "Whether the spec's dropout is used. Default: on.")
    OnOff dropout;

    @Option(
            names = "--freeze",
            paramLabel = "PART",
            split = ",",
            description = "What does not learn: embeddings, layers-0-to-3 (of one stack: encoder-layers-0-to-3),"
                    + " all-but-head, beginnings of parameters' names such as encoder, or none. Default: what the spec"
                    + " says.")
    List<String> freeze = List.of();

    @Option(
            names = "--lora",
            paramLabel = "RANK",
            description =
                    "Low-rank adapters of this rank learn instead of the matrices that they stand beside; 0: none."
                            + " Default: what the spec says.")
    Integer lora;

    @Option(
            names = "--lora-alpha",
            paramLabel = "X",
            description = "Adapters count alpha / rank times. Default: twice the rank.")
    Double loraAlpha;

    @Option(
            names = "--lora-dropout",
            paramLabel = "X",
            description = "Dropout on what adapters read, in training. Default: 0.")
    Double loraDropout;

    @Option(
            names = "--lora-on",
            paramLabel = "PRODUCT,…",
            split = ",",
            description = "Which products have adapters: query, key, value, output, up, gate, down. Default:"
                    + " query,value.")
    List<String> loraOn = List.of();

    static final class LossNamed implements ITypeConverter<LossName> {
        @Override
        public LossName convert(String name) {
            for (LossName loss : LossName.values()) {
                if (loss.text.equals(name)) {
                    return loss;
                }
            }
            throw unknown(
                    "loss", name, java.util.Arrays.stream(LossName.values()).map(l -> l.text));
        }
    }

    static final class OptimizerNamed implements ITypeConverter<OptimizerName> {
        @Override
        public OptimizerName convert(String name) {
            for (OptimizerName optimizer : OptimizerName.values()) {
                if (optimizer.text.equals(name)) {
                    return optimizer;
                }
            }
            throw unknown(
                    "optimizer",
                    name,
                    java.util.Arrays.stream(OptimizerName.values()).map(o -> o.text));
        }
    }

    /** Used, or not. */
    enum OnOff {
        ON,
        OFF
    }

    static final class OnOffNamed implements ITypeConverter<OnOff> {
        @Override
        public OnOff convert(String word) {
            return switch (word) {
                case "on" -> OnOff.ON;
                case "off" -> OnOff.OFF;
                default -> throw new TypeConversionException("expected on or off, got '" + word + "'");
            };
        }
    }

    static TypeConversionException unknown(String what, String name, java.util.stream.Stream<String> known) {
        return new TypeConversionException(
                "unknown " + what + " '" + name + "'; expected one of " + String.join(", ", known.toList()));
    }
}
