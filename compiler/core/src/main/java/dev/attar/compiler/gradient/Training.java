package dev.attar.compiler.gradient;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.Train;
import dev.attar.compiler.model.Param;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a model is trained.
 *
 * @param clip the largest global norm of the gradients; none: they are not clipped
 * @param trained which parameters learn; the others are frozen and cost no gradient
 * @param dropout how much is dropped in {@code trainStep}
 * @param decayed which parameters the optimizer's decay is for
 * @param padding the token whose rows learn nothing from being looked up
 */
public record Training(
        Loss loss,
        Optimizer optimizer,
        Optional<Double> clip,
        DropoutRates dropout,
        Predicate<Param> trained,
        Predicate<Param> decayed,
        Optional<Integer> padding) {
    /** All parameters learn; matrices and tables decay, biases and norms do not; nothing is clipped or dropped. */
    public static Training of(Loss loss, Optimizer optimizer) {
        return new Training(
                loss,
                optimizer,
                Optional.empty(),
                DropoutRates.NONE,
                _ -> true,
                param -> param.type().dimensions().size() > 1,
                Optional.empty());
    }

    /** What a spec says; where it says nothing, the loss of its head and AdamW with a decay of 0.01. */
    public static Training of(ModelSpec spec) {
        if (spec.train().isEmpty())
            return of(loss(spec), Optimizer.Adam.decoupled(0.01))
                    .withDropout(DropoutRates.of(spec))
                    .withRulesOf(spec);
        Train train = spec.train().get();
        Training said = of(
                switch (train.loss()) {
                    case SPARSE_CATEGORICAL_CROSSENTROPY -> Loss.CrossEntropy.plain();
                    case MEAN_SQUARED_ERROR -> new Loss.MeanSquaredError();
                },
                switch (train.optimizer().kind()) {
                    case SGD -> Optimizer.Sgd.plain();
                    case ADAM -> Optimizer.Adam.paper();
                    case ADAMW -> Optimizer.Adam.decoupled(0.01);
                });
        return said.withDropout(DropoutRates.of(spec)).withRulesOf(spec);
    }

    private static Loss loss(ModelSpec spec) {
        return switch (spec.head()) {
            case Head.Embed _ -> Loss.InBatchNegatives.usual();
            case Head.Classify _, Head.Tokens _ -> Loss.CrossEntropy.plain();
            case Head.Span _ -> new Loss.Span();
            case Head.MaskedLanguageModel _ -> new Loss.Masked();
            case Head.Generate _ -> spec.isTranslator() ? Loss.CrossEntropy.plain() : new Loss.NextToken(0);
        };
    }

    /**
     * With what a spec says of parameters: the token whose rows learn nothing from being looked up; and the bias of a translator's
     * output stays as it is, as in the families that have one (their {@code final_logits_bias} is a constant of the model).
     */
    public Training withRulesOf(ModelSpec spec) {
        Training padded = new Training(
                loss,
                optimizer,
                clip,
                dropout,
                trained,
                decayed,
                spec.embedding().padding());
        return spec.isTranslator() ? padded.withFrozen(param -> param.name().equals("head.bias")) : padded;
    }

    public Training withClip(double norm) {
        return new Training(loss, optimizer, Optional.of(norm), dropout, trained, decayed, padding);
    }

    public Training withFrozen(Predicate<Param> frozen) {
        return new Training(loss, optimizer, clip, dropout, trained.and(frozen.negate()), decayed, padding);
    }

    public Training withDecayed(Predicate<Param> changed) {
        return new Training(loss, optimizer, clip, dropout, trained, changed, padding);
    }

    public Training withDropout(DropoutRates rates) {
        return new Training(loss, optimizer, clip, rates, trained, decayed, padding);
    }
}
