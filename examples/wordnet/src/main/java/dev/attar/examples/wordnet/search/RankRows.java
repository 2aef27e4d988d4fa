package dev.attar.examples.wordnet.search;

import dev.attar.examples.wordnet.data.Rows;
import dev.attar.examples.wordnet.data.WordNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Writes what the reranker learns from: queries with places that are right, and with places that look like it: of the same kind elsewhere, of
 * another kind in the same region, or with the region in their text. {@code RankRows FOLDER [ROWS]}.
 */
final class RankRows {
    private static final String RIGHT = "0";
    private static final String WRONG = "";

    private final Random random = new Random(1);
    private final Judgements judgements = new Judgements(WordNet.read());
    private final Rows rows = new Rows("text", "pair", "labels");

    private RankRows() {}

    public static void main(String[] arguments) throws IOException {
        RankRows all = new RankRows();
        all.judgements.training().forEach(query -> all.ask(query, false));
        all.judgements.test().forEach(query -> all.ask(query, true));
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Integer.MAX_VALUE;
        all.rows.write(Path.of(arguments[0]), most, Math.min(400, most / 4));
    }

    private void ask(Judged query, boolean kept) {
        List<Place> places = judgements.places();
        Set<Integer> wrong = new HashSet<>();
        int count = 0;
        for (int right : some(query.relevant()::contains, 4)) {
            rows.add(kept, query.query(), places.get(right).text(), RIGHT);
            count++;
        }
        Set<Integer> out = new HashSet<>(query.unjudged());
        out.addAll(query.relevant());
        wrong.addAll(some(i -> !out.contains(i) && places.get(i).kinds().contains(query.kind()), count));
        wrong.addAll(some(i -> !out.contains(i) && places.get(i).regions().contains(query.region()), count));
        wrong.addAll(some(i -> !out.contains(i) && places.get(i).text().contains(query.region()), count));
        wrong.forEach(place -> rows.add(kept, query.query(), places.get(place).text(), WRONG));
    }

    private List<Integer> some(IntPredicate wanted, int most) {
        List<Integer> all =
                new ArrayList<>(IntStream.range(0, judgements.places().size())
                        .filter(wanted)
                        .boxed()
                        .toList());
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(most, all.size()));
    }
}
