package dev.attar.examples.wordnet.search;

import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.task.Ranked;
import dev.attar.runtime.text.task.Reranker;
import dev.attar.runtime.text.task.TextEmbedder;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds texts by the cosine of their vectors, and puts the best of them into a better order with a model that reads query and text together. */
final class PlaceSearch {
    private final TextEmbedder embedder;
    private final Reranker reranker;
    private final List<String> texts;
    private final Matrix vectors;

    PlaceSearch(TextEmbedder embedder, Reranker reranker, List<String> texts) {
        this.embedder = embedder;
        this.reranker = reranker;
        this.texts = List.copyOf(texts);
        this.vectors = embedder.embed(texts);
    }

    /** The nearest texts by their numbers, the nearest first, without some. */
    List<Integer> byCosine(String query, int count, Set<Integer> without) {
        float[] asked = embedder.embed(query);
        double[] cosines = IntStream.range(0, texts.size())
                .mapToDouble(i -> TextEmbedder.dot(asked, vectors.row(i)))
                .toArray();
        return IntStream.range(0, texts.size())
                .filter(i -> !without.contains(i))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -cosines[i]))
                .limit(count)
                .toList();
    }

    /** The numbers of the texts that were found, the best first, as the reranker judges them. */
    List<Integer> reranked(String query, List<Integer> found) {
        return reranker.rank(query, found.stream().map(texts::get).toList()).stream()
                .map(Ranked::index)
                .map(found::get)
                .toList();
    }
}
