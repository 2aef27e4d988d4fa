package dev.attar.cli.train;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.gradient.DropoutRates;
import dev.attar.compiler.gradient.Loss;
import dev.attar.compiler.gradient.Optimizer;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.model.UpdateOp.AdamForm;
import dev.attar.runtime.train.TrainingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is trained, as the options say and, where they say nothing, its spec.
 *
 * @param learns what of the model does
 * @param rate the full learning rate
 * @param described all of it, for people and for resuming
 */
public record Choice(Training training, WhatLearns learns, double rate, Map<String, String> described) {
    /** @param tuned whether training begins with weights from a file */
    public static Choice of(ModelSpec spec, LearningOptions options, boolean tuned) {
        Training said = Training.of(spec);
        Loss loss = loss(spec, options, said.loss());
        Optimizer optimizer = optimizer(options, said.optimizer());
        Training training = Training.of(loss, optimizer)
                .withDropout(options.dropout != LearningOptions.OnOff.OFF ? DropoutRates.of(spec) : DropoutRates.NONE)
                .withRulesOf(spec);
        if (options.clip != null && !(options.clip > 0)) throw refused("--clip " + options.clip, "give a norm above 0");
        Optional<Double> clip = options.clip != null ? Optional.of(options.clip) : said.clip();
        if (clip.isPresent()) training = training.withClip(clip.get());
        if (options.decayAll) training = training.withDecayed(_ -> true);
        WhatLearns learns = WhatLearns.of(spec, options);
        training = learns.applied(training, spec);
        double rate = options.rate != null
                ? options.rate
                : spec.train().map(train -> train.optimizer().rate()).orElse(tuned ? 5e-5 : 1e-3);
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY))
            throw refused("--rate " + rate, "give a number of 0 or more");
        return new Choice(training, learns, rate, described(training, learns, options));
    }

    private static Map<String, String> described(Training training, WhatLearns learns, LearningOptions options) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("loss", training.loss().toString());
        described.put("optimizer", training.optimizer().toString());
        described.put("clip", training.clip().map(Object::toString).orElse("none"));
        described.put("dropout", training.dropout().toString());
        described.put("decay of", options.decayAll ? "all" : "matrices and tables");
        described.put("frozen", learns.describedFrozen());
        described.put("adapters", learns.describedAdapters());
        return described;
    }

    // ---- loss ----

    private static Loss loss(ModelSpec spec, LearningOptions options, Loss said) {
        double smoothing = options.smoothing == null ? 0 : options.smoothing;
        if (!(0 <= smoothing && smoothing < 1))
            throw refused("--label-smoothing " + smoothing, "give a share from 0 to below 1");
        Loss wanted = options.loss == null
                ? said
                : switch (options.loss) {
                    case CROSS_ENTROPY -> Loss.CrossEntropy.plain();
                    case NEXT_TOKEN -> new Loss.NextToken(0);
                    case MASKED -> new Loss.Masked();
                    case BINARY_CROSS_ENTROPY -> new Loss.BinaryCrossEntropy();
                    case MEAN_SQUARED_ERROR -> new Loss.MeanSquaredError();
                    case IN_BATCH_NEGATIVES -> Loss.InBatchNegatives.usual();
                    case SPAN -> new Loss.Span();
                };
        Loss loss = switch (wanted) {
            case Loss.CrossEntropy _ -> new Loss.CrossEntropy(options.classWeights, smoothing);
            case Loss.NextToken _ -> new Loss.NextToken(smoothing);
            case Loss.InBatchNegatives usual ->
                options.scale == null ? usual : new Loss.InBatchNegatives(options.scale);
            case Loss.Masked _, Loss.BinaryCrossEntropy _, Loss.MeanSquaredError _, Loss.Span _ -> wanted;
        };
        refuseIdle(
                options.smoothing != null,
                "--label-smoothing",
                loss,
                loss instanceof Loss.CrossEntropy || loss instanceof Loss.NextToken);
        refuseIdle(!options.classWeights.isEmpty(), "--class-weights", loss, loss instanceof Loss.CrossEntropy);
        refuseIdle(options.scale != null, "--scale", loss, loss instanceof Loss.InBatchNegatives);
        fits(spec, loss);
        return loss;
    }

    private static void refuseIdle(boolean given, String option, Loss loss, boolean used) {
        if (given && !used) throw refused(option + " has no effect with " + name(loss), "leave it out");
    }

    /** What the compiler would refuse, too, said in the words of the command line. */
    private static void fits(ModelSpec spec, Loss loss) {
        Head head = spec.head();
        boolean fits = switch (loss) {
            case Loss.CrossEntropy _ -> !(head instanceof Head.Embed) && !(head instanceof Head.Span);
            case Loss.NextToken _ -> head instanceof Head.Generate && !spec.isTranslator();
            case Loss.Masked _ -> head instanceof Head.MaskedLanguageModel;
            case Loss.BinaryCrossEntropy _ -> head instanceof Head.Classify;
            case Loss.MeanSquaredError _ -> head instanceof Head.Classify || head instanceof Head.Embed;
            case Loss.InBatchNegatives _ -> head instanceof Head.Embed;
            case Loss.Span _ -> head instanceof Head.Span;
        };
        if (!fits)
            throw refused(
                    "the loss " + name(loss) + " does not fit "
                            + (spec.isTranslator()
                                    ? "a translator"
                                    : "the head " + head.getClass().getSimpleName()),
                    "give another --loss, or the spec another head");
    }

    static String name(Loss loss) {
        return switch (loss) {
            case Loss.CrossEntropy _ -> "cross-entropy";
            case Loss.NextToken _ -> "next-token";
            case Loss.Masked _ -> "masked";
            case Loss.BinaryCrossEntropy _ -> "binary-cross-entropy";
            case Loss.MeanSquaredError _ -> "mean-squared-error";
            case Loss.InBatchNegatives _ -> "in-batch-negatives";
            case Loss.Span _ -> "span";
        };
    }

    // ---- optimizer ----

    private static Optimizer optimizer(LearningOptions options, Optimizer said) {
        Optimizer wanted = options.optimizer == null
                ? said
                : switch (options.optimizer) {
                    case SGD -> Optimizer.Sgd.plain();
                    case ADAM -> Optimizer.Adam.paper();
                    case ADAMW -> Optimizer.Adam.decoupled(0.01);
                    case KERAS_ADAM -> Optimizer.Adam.keras();
                };
        try {
            return switch (wanted) {
                case Optimizer.Sgd sgd -> {
                    refuseAdam(options);
                    yield new Optimizer.Sgd(
                            or(options.momentum, sgd.momentum()), options.nesterov, or(options.decay, sgd.decay()));
                }
                case Optimizer.Adam(double b1, double b2, double epsilon, double decay, boolean own, AdamForm form) -> {
                    if (options.momentum != null || options.nesterov)
                        throw refused("--momentum and --nesterov are for sgd", "leave them out, or give --beta1");
                    yield new Optimizer.Adam(
                            or(options.beta1, b1),
                            or(options.beta2, b2),
                            or(options.epsilon, epsilon),
                            or(options.decay, decay),
                            own,
                            form);
                }
            };
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage(), "see attar train --help");
        }
    }

    private static void refuseAdam(LearningOptions options) {
        if (options.beta1 != null || options.beta2 != null || options.epsilon != null)
            throw refused("--beta1, --beta2 and --epsilon are for adam", "leave them out, or give --momentum");
    }

    private static double or(Double given, double otherwise) {
        return given == null ? otherwise : given;
    }

    static TrainingException refused(String what, String hint) {
        return new TrainingException(TrainingException.Reason.SETTINGS, what, hint);
    }
}
