package dev.attar.examples.wordnet.search;

import dev.attar.examples.wordnet.data.WordNet;
import dev.attar.examples.wordnet.model.MiniLmL6;
import dev.attar.examples.wordnet.model.Relevance;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Reranker;
import dev.attar.runtime.text.task.TextEmbedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Searches the places of WordNet: {@code SearchPlaces QUERY…} shows what cosine and what the reranker put first; without a query both are
 * measured on queries whose right answers are known.
 */
final class SearchPlaces {
    private static final int CANDIDATES = 50;
    private static final int QUERIES = 60;

    private SearchPlaces() {}

    public static void main(String[] queries) {
        Judgements judgements = new Judgements(WordNet.read());
        List<Place> places = judgements.places();
        Path encoder = Path.of(System.getProperty("encoder"));
        try (MiniLmL6 embedding = MiniLmL6.load(encoder);
                Relevance relevance = Relevance.load(Path.of(System.getProperty("weights")))) {
            embedding.warmUp(); // thousands of texts: worth the wait for vectors
            relevance.warmUp();
            Tokenizer tokenizer = Tokenizer.load(encoder.resolveSibling("tokenizer.json"), embedding.context());
            PlaceSearch search = new PlaceSearch(
                    TextEmbedder.of(embedding, tokenizer),
                    Reranker.of(relevance::classify, tokenizer),
                    places.stream().map(Place::text).toList());
            for (String query : queries) {
                List<Integer> found = search.byCosine(query, CANDIDATES, Set.of());
                System.out.printf("%s%n", query);
                show("by cosine", found, places);
                show("reranked", search.reranked(query, found), places);
            }
            if (queries.length == 0) {
                measure(search, judgements.test());
            }
        }
    }

    private static void show(String how, List<Integer> ranking, List<Place> places) {
        System.out.printf("  %s%n", how);
        for (int i = 0; i < 5; i++) {
            String text = places.get(ranking.get(i)).text();
            System.out.printf("    %d  %s%n", i + 1, text.length() > 90 ? text.substring(0, 90) + "…" : text);
        }
    }

    private static void measure(PlaceSearch search, List<Judged> all) {
        List<Judged> queries = new ArrayList<>(all);
        Collections.shuffle(queries, new Random(1));
        queries = queries.subList(0, Math.min(QUERIES, queries.size()));
        double cosine = 0;
        double reranked = 0;
        int better = 0;
        int worse = 0;
        for (Judged query : queries) {
            List<Integer> found = search.byCosine(query.query(), CANDIDATES, query.unjudged());
            double before = Gain.of(found, query.relevant());
            double after = Gain.of(search.reranked(query.query(), found), query.relevant());
            cosine += before / queries.size();
            reranked += after / queries.size();
            better += after > before ? 1 : 0;
            worse += after < before ? 1 : 0;
        }
        System.out.printf("%d queries, the best %d of each by cosine, nDCG@10%n", queries.size(), CANDIDATES);
        System.out.printf(
                "  by cosine  %.3f%n  reranked   %.3f   (%d queries better, %d worse)%n",
                cosine, reranked, better, worse);
    }
}
