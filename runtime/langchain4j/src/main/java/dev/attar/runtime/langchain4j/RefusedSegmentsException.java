package dev.attar.runtime.langchain4j;

import dev.attar.runtime.text.task.EmbeddedText;
import dev.attar.runtime.text.task.Reranker;
import dev.attar.runtime.text.task.TextEmbedder;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Some segments of a call are refused. The message names each with its reason; what the others gave is not lost: it is here, by the number
 * of the segment, from 0.
 */
public final class RefusedSegmentsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient SortedMap<Integer, RuntimeException> refused;
    private final transient SortedMap<Integer, Embedding> embeddings;
    private final transient SortedMap<Integer, Double> scores;

    private RefusedSegmentsException(
            int segments,
            SortedMap<Integer, RuntimeException> refused,
            SortedMap<Integer, Embedding> embeddings,
            SortedMap<Integer, Double> scores) {
        super(
                refused.entrySet().stream()
                        .map(one -> "segment " + one.getKey() + " of " + segments + ": "
                                + one.getValue().getMessage())
                        .collect(Collectors.joining("\n")),
                refused.get(refused.firstKey()));
        this.refused = Collections.unmodifiableSortedMap(refused);
        this.embeddings = Collections.unmodifiableSortedMap(embeddings);
        this.scores = Collections.unmodifiableSortedMap(scores);
    }

    /** Why segments are refused, by their numbers. */
    public SortedMap<Integer, RuntimeException> refused() {
        return refused;
    }

    /** The vectors of the others, by their numbers; none when it was scores that were asked for. */
    public SortedMap<Integer, Embedding> embeddings() {
        return embeddings;
    }

    /** The scores of the others, by their numbers; none when it was vectors that were asked for. */
    public SortedMap<Integer, Double> scores() {
        return scores;
    }

    /** Embeds the texts that are not refused. When none is, the failure had another reason, and is thrown as it is. */
    static RuntimeException embedding(List<String> texts, TextEmbedder embedder, RuntimeException failure) {
        SortedMap<Integer, RuntimeException> refused = refused(texts, embedder::refusal);
        if (refused.isEmpty()) {
            return failure;
        }
        SortedMap<Integer, Embedding> embeddings = new TreeMap<>();
        List<Integer> others = others(texts, refused);
        List<EmbeddedText> vectors =
                embedder.embedAll(others.stream().map(texts::get).toList());
        for (int i = 0; i < others.size(); i++) {
            embeddings.put(others.get(i), Embedding.from(vectors.get(i).vector()));
        }
        return new RefusedSegmentsException(texts.size(), refused, embeddings, new TreeMap<>());
    }

    /** Scores the texts that are not refused. When none is, the failure had another reason, and is thrown as it is. */
    static RuntimeException scoring(String query, List<String> texts, Reranker reranker, RuntimeException failure) {
        SortedMap<Integer, RuntimeException> refused = refused(texts, text -> reranker.refusal(query, text));
        if (refused.isEmpty()) {
            return failure;
        }
        SortedMap<Integer, Double> scores = new TreeMap<>();
        List<Integer> others = others(texts, refused);
        float[] values = reranker.scores(query, others.stream().map(texts::get).toList());
        for (int i = 0; i < others.size(); i++) {
            scores.put(others.get(i), (double) values[i]);
        }
        return new RefusedSegmentsException(texts.size(), refused, new TreeMap<>(), scores);
    }

    private static SortedMap<Integer, RuntimeException> refused(
            List<String> texts, Function<String, Optional<RuntimeException>> refusal) {
        SortedMap<Integer, RuntimeException> refused = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            int number = i;
            refusal.apply(texts.get(i)).ifPresent(why -> refused.put(number, why));
        }
        return refused;
    }

    private static List<Integer> others(List<String> texts, Map<Integer, RuntimeException> refused) {
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!refused.containsKey(i)) {
                others.add(i);
            }
        }
        return others;
    }
}
