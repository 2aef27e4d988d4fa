package dev.attar.examples.wordnet.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.wordnet.Taught;
import dev.attar.examples.wordnet.data.WordNet;
import dev.attar.examples.wordnet.model.MiniLmL6;
import dev.attar.examples.wordnet.small.SmallRelevance;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.Reranker;
import dev.attar.runtime.text.task.TextEmbedder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    @Test
    void gainIsThatOfTheRightOnesByTheirPlace() {
        assertEquals(1, Gain.of(List.of(3, 1, 2), Set.of(1, 3)), 1e-12);
        double second = Math.log(2) / Math.log(3);
        assertEquals(second, Gain.of(List.of(7, 3), Set.of(3)), 1e-12);
        assertEquals(0.5 / (1 + second), Gain.of(List.of(7, 8, 3), Set.of(3, 4)), 1e-12);
        assertEquals(0, Gain.of(List.of(), Set.of(3)), 0);
    }

    @Test
    void wordNetJudgesQueriesAndTestRegionsAreInNoQueryToLearnFrom() {
        Judgements judgements = new Judgements(WordNet.read());
        Judged rivers = Stream.concat(judgements.training().stream(), judgements.test().stream())
                .filter(query -> query.query().equals("river in France"))
                .findFirst()
                .orElseThrow();
        Set<String> names = rivers.relevant().stream()
                .map(place -> judgements.places().get(place).name())
                .collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of("Seine", "Loire", "Rhone")), names::toString);
        Set<String> regions = judgements.training().stream().map(Judged::region).collect(Collectors.toSet());
        assertTrue(judgements.test().stream().noneMatch(query -> regions.contains(query.region())));
        assertTrue(judgements.test().size() >= 60);
        assertTrue(judgements.test().stream()
                .allMatch(query -> query.relevant().size() > 1
                        && query.unjudged().stream().noneMatch(query.relevant()::contains)));
    }

    @Test
    @EnabledIfSystemProperty(named = "attar.thorough", matches = "true") // a training of its own takes its time
    void whatCosineFindsIsPutIntoTheOrderOfASmallReranker(@TempDir Path folder) throws Exception {
        RankRows.main(new String[] {folder.toString(), "300"});
        Taught taught = Taught.of("SmallRelevance", folder, 15, "--loss", "binary-cross-entropy");
        assertTrue(taught.loss(15) < taught.loss(1), () -> taught.log().getLast());
        List<String> texts = List.of(
                "Seine, a French river",
                "Po, a river of Italy",
                "Etna, an active volcano",
                "Paris, the capital of France");
        Path encoder = Path.of(System.getProperty("model"), "MiniLmL6.safetensors");
        try (MiniLmL6 embedding = MiniLmL6.load(encoder);
                SmallRelevance relevance = SmallRelevance.load(taught.weights())) {
            Tokenizer tokenizer = Tokenizer.load(Taught.TOKENIZER, 128);
            Reranker reranker = Reranker.of(relevance::classify, tokenizer);
            PlaceSearch search = new PlaceSearch(TextEmbedder.of(embedding, tokenizer), reranker, texts);
            String query = "river in France";
            List<Integer> found = search.byCosine(query, 3, Set.of(3));
            assertEquals(0, found.getFirst());
            List<Integer> reranked = search.reranked(query, found);
            assertEquals(new HashSet<>(List.of(0, 1, 2)), new HashSet<>(reranked));
            for (int i = 1; i < 3; i++) {
                assertTrue(reranker.score(query, texts.get(reranked.get(i - 1)))
                        >= reranker.score(query, texts.get(reranked.get(i))));
            }
        }
    }
}
