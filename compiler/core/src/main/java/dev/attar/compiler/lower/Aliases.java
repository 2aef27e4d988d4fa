package dev.attar.compiler.lower;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which values are no memory of their own: column views, what is kept elsewhere too, and what a repeat hands from layer to layer. */
final class Aliases {
    private final Map<String, Home> homes = new HashMap<>();

    /** Where the rows of a value are: in the memory of this value, from this column on. */
    record Home(String value, int column) {}

    static Aliases of(List<Step> steps) {
        Aliases aliases = new Aliases();
        aliases.collect(steps);
        return aliases;
    }

    private void collect(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> {
                    switch (assign.op()) {
                        case Op.Columns(var in, int from, int _) -> {
                            Home home = home(in.name());
                            homes.put(assign.out().name(), new Home(home.value(), home.column() + from));
                        }
                        case CacheOp.Keep keep ->
                            homes.put(assign.out().name(), home(keep.in().name()));
                        default -> {} // has memory of its own, or none
                    }
                }
                case Repeat repeat -> {
                    for (Repeat.Carried c : repeat.carried()) {
                        Home home = home(c.initial().name());
                        homes.put(c.entering().name(), home);
                        homes.put(c.leaving().name(), home);
                        homes.put(c.result().name(), home);
                    }
                    collect(repeat.body());
                }
            }
        }
    }

    Home home(String value) {
        return homes.getOrDefault(value, new Home(value, 0));
    }
}
