package dev.attar.compiler.check;

import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.Param;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that the weight file of a model holds.
 *
 * @param name canonical name ({@code compiler/docs/parameters.md})
 * @param shape its sizes
 */
public record SpecParameter(String name, List<Long> shape) {
    public SpecParameter {
        shape = List.copyOf(shape);
    }

    /** All of a model's, in order of first use. Tables that are computed, such as sines of positions, are none. */
    public static List<SpecParameter> of(ModelSpec spec) {
        List<SpecParameter> all = new ArrayList<>();
        for (ModelGraph.PlacedParam placed : GraphBuilder.build(spec).params()) {
            if (placed.param().source() instanceof Param.Source.Weights) {
                List<Long> shape = placed.param().type().sizes().stream()
                        .map(Integer::longValue)
                        .toList();
                placed.names().forEach(name -> all.add(new SpecParameter(name, shape)));
            }
        }
        return all;
    }
}
