package dev.attar.cli.draw;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.Flops;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of each part, all layers together, and its floating-point operations for one sequence. */
final class Census {
    private final Optional<String> only;
    private final int tokens;
    private final int sourceTokens;
    private final Map<PartName, Long> parameters = new HashMap<>();
    private final Map<PartName, Long> flops = new HashMap<>();
    private final Set<String> counted = new HashSet<>();

    private Census(Optional<String> only, int tokens, int sourceTokens) {
        this.only = only;
        this.tokens = tokens;
        this.sourceTokens = sourceTokens;
    }

    /**
     * @param only the stack of a model that has one
     * @param tokens of the sequence, and of its source where there is one
     */
    static Census of(ModelGraph model, Optional<String> only, int tokens) {
        Census census = new Census(only, tokens, model.source().isPresent() ? tokens : 0);
        census.count(model.forward().steps(), List.of());
        return census;
    }

    /** A parameter that two parts share, such as a tied token table, is the first one's. */
    long parameters(PartName part) {
        return parameters.getOrDefault(part, 0L);
    }

    long flops(PartName part) {
        return flops.getOrDefault(part, 0L);
    }

    long parameters() {
        return parameters.values().stream().mapToLong(n -> n).sum();
    }

    long flops() {
        return flops.values().stream().mapToLong(n -> n).sum();
    }

    private void count(List<Step> steps, List<Integer> layers) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> count(assign, layers);
                case Repeat repeat -> count(repeat.body(), repeat.layers().numbers());
            }
        }
    }

    private void count(Assign assign, List<Integer> layers) {
        PartName part = PartName.of(assign.out().name(), only);
        long times = Math.max(1, layers.size());
        flops.merge(part, times * Flops.of(assign.op()).of(tokens, sourceTokens), Long::sum);
        for (Param param : assign.op().params()) {
            if (param.source() == Param.Source.WEIGHTS) {
                List<String> names =
                        param.isPerLayer() ? layers.stream().map(param::name).toList() : List.of(param.name());
                long fresh = names.stream().filter(counted::add).count();
                parameters.merge(part, fresh * param.type().elements(), Long::sum);
            }
        }
    }
}
