package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Reads;
import dev.attar.compiler.loops.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the items of a group must wait for each other: between storing and reading, and between reading and storing anew. */
final class Barriers {
    private Barriers() {}

    /** Whether items wait for each other somewhere within. */
    static boolean isIn(Statement statement) {
        return statement.all().anyMatch(Statement.Barrier.class::isInstance);
    }

    /**
     * The parts one after another, with a barrier before each that touches what an earlier one has stored, or stores what an
     * earlier one has touched. (Some of these items would see their own stores alone; to find out is not worth it.)
     */
    static List<Statement> between(List<Statement> parts) {
        List<Statement> out = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        Set<String> stored = new HashSet<>();
        for (Statement part : parts) {
            Set<String> all = touched(part);
            Set<String> own = stored(part);
            if (meet(all, stored) || meet(own, touched)) {
                out.add(new Statement.Barrier());
                touched.clear();
                stored.clear();
            }
            out.add(part);
            touched.addAll(all);
            stored.addAll(own);
        }
        return out;
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static Set<String> touched(Statement part) {
        Set<String> names = new HashSet<>();
        Reads.of(part).buffers().forEach(b -> names.add(b.name()));
        return names;
    }

    private static Set<String> stored(Statement statement) {
        Set<String> names = new HashSet<>();
        statement.all().forEach(s -> {
            if (s instanceof Statement.Store store) names.add(store.buffer().name());
            if (s instanceof Statement.Fetch fetch) names.add(fetch.to().name());
        });
        return names;
    }
}
