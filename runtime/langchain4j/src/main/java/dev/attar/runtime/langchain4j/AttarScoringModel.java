package dev.attar.runtime.langchain4j;

import dev.attar.runtime.InputException;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import dev.attar.runtime.text.task.Reranker;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A reranker as LangChain4j's scoring model, for a {@code ReRankingContentAggregator}. Safe for use by many threads at once. Closing the
 * model behind the reranker is the caller's.
 */
public final class AttarScoringModel implements ScoringModel {
    private final Reranker reranker;

    private AttarScoringModel(Reranker reranker) {
        this.reranker = Objects.requireNonNull(reranker, "reranker");
    }

    /**
     * Scores are those of the reranker: between 0 and 1, or plain. A segment that does not fit beside the query is treated as the
     * reranker says, so {@link Reranker#withLongPassages} with {@link LongInput#TRUNCATE} or windows suits segments of any length.
     */
    public static AttarScoringModel of(Reranker reranker) {
        return new AttarScoringModel(reranker);
    }

    /**
     * How well each segment answers a query.
     *
     * @throws RefusedSegmentsException when a segment is not well-formed Unicode, or does not fit where that was chosen to be refused; it
     *     has the scores of the others
     * @throws IllegalArgumentException when there is no segment
     */
    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        if (segments == null || segments.isEmpty()) {
            throw new IllegalArgumentException("there are no segments: give at least one");
        }
        Objects.requireNonNull(query, "query");
        List<String> texts = segments.stream().map(TextSegment::text).toList();
        try {
            List<Double> scores = new ArrayList<>();
            for (float score : reranker.scores(query, texts)) {
                scores.add((double) score);
            }
            return Response.from(scores);
        } catch (TextException | InputException refused) {
            throw RefusedSegmentsException.scoring(query, texts, reranker, refused);
        }
    }
}
