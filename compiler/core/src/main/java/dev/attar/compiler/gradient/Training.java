package dev.attar.compiler.gradient;

import dev.attar.compiler.check.Frozen;
import dev.attar.compiler.check.LowRank;
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
 * @param trained which parameters learn, by the name that they have in the weight file; the others are frozen and cost no gradient
 * @param dropout how much is dropped in {@code trainStep}
 * @param decayed which parameters the optimizer's decay is for
 * @param padding the token whose rows learn nothing from being looked up
 * @param adapters low-rank matrices that learn instead of those they stand beside
 */
public record Training(
        Loss loss,
        Optimizer optimizer,
        Optional<Double> clip,
        DropoutRates dropout,
        Predicate<String> trained,
        Predicate<Param> decayed,
        Optional<Integer> padding,
        Optional<LowRank> adapters) {
    /** All parameters learn; matrices and tables decay, biases and norms do not; nothing is clipped or dropped. */
    public static Training of(Loss loss, Optimizer optimizer) {
        return new Training(
                loss,
                optimizer,
                Optional.empty(),
                DropoutRates.NONE,
                _ -> true,
                param -> param.type().dimensions().size() > 1,
                Optional.empty(),
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
                        Optimizer.of(train.optimizer()))
                .withDropout(DropoutRates.of(spec))
                .withRulesOf(spec);
        if (train.clip().isPresent()) said = said.withClip(train.clip().get());
        if (train.adapters().isPresent())
            said = said.withAdapters(train.adapters().get(), spec.head());
        for (Frozen part : train.frozen()) said = said.withFrozen(part::covers);
        return said;
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
                spec.embedding().padding(),
                adapters);
        return spec.isTranslator() ? padded.withFrozen("head.bias"::equals) : padded;
    }

    public Training withClip(double norm) {
        return new Training(loss, optimizer, Optional.of(norm), dropout, trained, decayed, padding, adapters);
    }

    /** @param frozen by the names of parameters in the weight file, such as {@code encoder.3.attention.key.weight} */
    public Training withFrozen(Predicate<String> frozen) {
        return new Training(loss, optimizer, clip, dropout, trained.and(frozen.negate()), decayed, padding, adapters);
    }

    public Training withDecayed(Predicate<Param> changed) {
        return new Training(loss, optimizer, clip, dropout, trained, changed, padding, adapters);
    }

    /**
     * The adapters learn and all else is frozen, but a head that tells classes or answers: it is made for the task and knows nothing yet.
     *
     * @param how of which products, and how large
     */
    public Training withAdapters(LowRank how, Head head) {
        boolean withHead = head instanceof Head.Classify || head instanceof Head.Tokens || head instanceof Head.Span;
        Predicate<String> learning =
                name -> LowRank.isDown(name) || LowRank.isUp(name) || withHead && name.startsWith("head.");
        return new Training(loss, optimizer, clip, dropout, trained.and(learning), decayed, padding, Optional.of(how));
    }

    public Training withDropout(DropoutRates rates) {
        return new Training(loss, optimizer, clip, rates, trained, decayed, padding, adapters);
    }
}
