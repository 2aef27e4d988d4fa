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
        return switch (statement) {
            case Statement.Barrier _ -> true;
            case Statement.Block(List<Statement> all) -> all.stream().anyMatch(Barriers::isIn);
            case Statement.For loop -> isIn(loop.body());
            case Statement.Ladder ladder -> ladder.rungs().stream().anyMatch(r -> isIn(r.body()));
            case Statement.Strips strips -> strips.rungs().stream().anyMatch(r -> isIn(r.body()));
            case Statement.Tasks tasks -> isIn(tasks.body());
            case Statement.Spread spread -> isIn(spread.body());
            case Statement.When when -> isIn(when.body());
            case Statement.Phase phase -> isIn(phase.body());
            case Statement.Run run -> isIn(run.routine().body());
            case Statement.LetIndex _,
                    Statement.Let _,
                    Statement.Var _,
                    Statement.Set _,
                    Statement.Store _,
                    Statement.Fetch _,
                    Statement.Window _,
                    Statement.Reduce _ -> false;
        };
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
        switch (statement) {
            case Statement.Store store -> names.add(store.buffer().name());
            case Statement.Fetch fetch -> names.add(fetch.to().name());
            case Statement.Block(List<Statement> all) -> all.forEach(s -> names.addAll(stored(s)));
            case Statement.For loop -> names.addAll(stored(loop.body()));
            case Statement.Ladder ladder -> ladder.rungs().forEach(r -> names.addAll(stored(r.body())));
            case Statement.Strips strips -> strips.rungs().forEach(r -> names.addAll(stored(r.body())));
            case Statement.Tasks tasks -> names.addAll(stored(tasks.body()));
            case Statement.Spread spread -> names.addAll(stored(spread.body()));
            case Statement.When when -> names.addAll(stored(when.body()));
            case Statement.Phase phase -> names.addAll(stored(phase.body()));
            case Statement.Run run -> names.addAll(stored(run.routine().body()));
            case Statement.LetIndex _,
                    Statement.Let _,
                    Statement.Var _,
                    Statement.Set _,
                    Statement.Window _,
                    Statement.Reduce _,
                    Statement.Barrier _ -> {}
        }
        return names;
    }
}
