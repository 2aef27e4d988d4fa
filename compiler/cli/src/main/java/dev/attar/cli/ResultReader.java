package dev.attar.cli;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Aggregation;
import dev.attar.runtime.text.task.Fill;
import dev.attar.runtime.text.task.FillMask;
import dev.attar.runtime.text.task.QuestionAnswerer;
import dev.attar.runtime.text.task.TextPair;
import dev.attar.runtime.text.task.TokenScores;
import dev.attar.runtime.text.task.TokenTagger;
import java.util.List;
import java.util.Optional;

/**
 * Reads results: entities of a head that tags, answers of one with spans, tokens for masks. The tasks of the runtime do it, with the
 * result at hand in place of a model.
 *
 * @param longInput as the texts were encoded
 * @param best how many answers, or tokens for a mask
 */
record ResultReader(ModelSpec spec, Tokenizer tokenizer, LongInput longInput, Aggregation aggregation, int best) {
    /** Empty where the head has no more to say than its numbers and classes, or was not given the texts that it takes. */
    Optional<Reading> of(ModelResult result) {
        if (result.text().isEmpty()) {
            return Optional.empty();
        }
        Request.OfText given = result.text().get();
        TokenScores scores = batch -> result.rows();
        return switch (spec.head()) {
            case Head.Tokens head
            when given.pair().isEmpty() && !head.labels().names().isEmpty() ->
                Optional.of(entities(given.text(), scores));
            case Head.Span _
            when given.pair().isPresent() ->
                Optional.of(answers(new TextPair(given.text(), given.pair().get()), scores));
            case Head.MaskedLanguageModel _ when given.pair().isEmpty() -> fills(given.text(), scores);
            case Head.Tokens _,
                    Head.Span _,
                    Head.MaskedLanguageModel _,
                    Head.Classify _,
                    Head.Embed _,
                    Head.Generate _ -> Optional.empty();
        };
    }

    private Reading entities(String text, TokenScores scores) {
        Classes classes = Classes.of(spec).orElseThrow();
        return new Reading.Entities(TokenTagger.of(scores, tokenizer, classes.names())
                .withProbability(classes.reading())
                .withAggregation(aggregation)
                .withLongTexts(longInput)
                .entities(text));
    }

    private Reading answers(TextPair pair, TokenScores scores) {
        return new Reading.Answered(QuestionAnswerer.of(scores, tokenizer)
                .withBest(best)
                .withLongPassages(longInput)
                .answer(List.of(pair))
                .getFirst());
    }

    private Optional<Reading> fills(String text, TokenScores scores) {
        if (FillMask.usualMask(tokenizer).isEmpty()) {
            return Optional.empty();
        }
        List<List<Fill>> masks =
                FillMask.of(scores, tokenizer).withLongTexts(longInput).fillEach(text, best);
        return masks.isEmpty() ? Optional.empty() : Optional.of(new Reading.Filled(masks));
    }
}
