package dev.attar.examples.benchmarks.engine;

import dev.attar.examples.benchmarks.engine.Hidden.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An engine fed as people feed one that pads: sequences sorted by length, in batches of a few. The sorting is not measured.
 *
 * @param size sequences in a batch
 */
public record SortedBatches(Engine engine, int size) implements Engine {
    @Override
    public EngineName name() {
        return engine.name();
    }

    @Override
    public Call prepare(List<int[]> sequences) throws Exception {
        List<Integer> order = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparing(i -> sequences.get(i).length))
                .toList();
        List<Call> calls = new ArrayList<>();
        for (int from = 0; from < order.size(); from += size) {
            List<Integer> batch = order.subList(from, Math.min(order.size(), from + size));
            calls.add(engine.prepare(batch.stream().map(sequences::get).toList()));
        }
        return new Call() {
            @Override
            public Hidden run() throws Exception {
                List<float[]> arrays = new ArrayList<>();
                Place[] places = new Place[order.size()];
                for (int i = 0; i < calls.size(); i++) {
                    Hidden part = calls.get(i).run();
                    for (int j = 0; j < part.places().length; j++) {
                        places[order.get(i * size + j)] = new Place(i, part.places()[j].first());
                    }
                    arrays.add(part.arrays()[0]);
                }
                return new Hidden(arrays.toArray(float[][]::new), places);
            }

            @Override
            public void close() {
                calls.forEach(Call::close);
            }
        };
    }

    @Override
    public void close() {
        engine.close();
    }
}
