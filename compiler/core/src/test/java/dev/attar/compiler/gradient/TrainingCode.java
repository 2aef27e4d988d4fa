package dev.attar.compiler.gradient;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.ModelGraph.PlacedParam;
import dev.attar.compiler.model.Param;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Options;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Generated code that trains a model, with weights to begin with. */
final class TrainingCode {
    private final GeneratedClasses classes;
    private final Map<String, FloatTensor> tensors = new LinkedHashMap<>();

    TrainingCode(ModelSpec spec, Training training, Map<String, double[]> start, Set<Width> widths) {
        CompileOptions options =
                CompileOptions.defaults().inPackage("small").withWidths(widths).withTraining(training);
        this.classes = GeneratedClasses.compile(Compiler.compile(spec, new Origin("small.attar", "00000000"), options));
        Map<String, List<Integer>> shapes = shapes(Gradient.of(Compiler.model(spec), training));
        start.forEach((name, values) -> {
            if (!shapes.containsKey(name)) return; // a table that is not in the file of weights
            long[] shape =
                    shapes.get(name).stream().mapToLong(Integer::longValue).toArray();
            tensors.put(name, FloatTensor.of(floats(values), shape));
        });
    }

    private static Map<String, List<Integer>> shapes(ModelGraph model) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (PlacedParam placed : model.params())
            if (placed.param().source() == Param.Source.WEIGHTS)
                for (String name : placed.names())
                    shapes.put(name, placed.param().type().sizes());
        return shapes;
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }

    /** A model at its beginning, to be closed by who asks for it. */
    TrainableModel open(Width width, int threads) {
        try (Weights weights = Weights.of(tensors)) {
            return classes.trainable(
                    weights, Options.defaults().withThreads(threads).withWidth(width));
        }
    }
}
