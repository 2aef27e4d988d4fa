package dev.attar.compiler.run;

import dev.attar.compiler.gradient.Optimizer;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.ModelGraph.PlacedParam;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.reference.Caches;
import dev.attar.compiler.reference.Inputs;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Streams;
import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Batch;
import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.LowRankAdapters;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.Scores;
import dev.attar.runtime.training.UpdateSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A model that learns by its own entry points in the reference: slow, and what others are held against.
 *
 * <p>Numerics: double precision within a step; parameters and moments are rounded to fp32 after each update, as they are stored.
 */
public final class ReferenceTrainer implements TrainableModel {
    private static final String GRADIENT = "gradient.";

    private final ModelGraph model;
    private final Optimizer optimizer;
    private final Optional<LowRankAdapters> adapters;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<Part, Map<String, double[]>> numbers = new EnumMap<>(Part.class);

    /**
     * @param model with the entry points of training
     * @param start the parameters to begin with, by name
     */
    public ReferenceTrainer(ModelGraph model, Training training, Function<String, float[]> start) {
        this.model = model;
        this.optimizer = training.optimizer();
        this.adapters = training.adapters().map(low -> new LowRankAdapters(low.rank(), low.alpha()));
        for (Part part : Part.values()) numbers.put(part, new LinkedHashMap<>());
        Set<String> trained = trained(model);
        for (PlacedParam placed :
                model.withEntryPoints(List.of(model.forward())).params()) {
            if (placed.param().source() != Param.Source.WEIGHTS) continue;
            for (String name : placed.names()) {
                List<Long> shape = placed.param().type().sizes().stream()
                        .map(Integer::longValue)
                        .toList();
                Parameter parameter = new Parameter(name, shape, trained.contains(name));
                parameters.add(parameter);
                numbers.get(Part.VALUE).put(name, widened(start.apply(name)));
                if (!parameter.trained()) continue;
                numbers.get(Part.GRADIENT).put(name, zeros(parameter));
                for (Part moment : moments()) numbers.get(moment).put(name, zeros(parameter));
            }
        }
    }

    /** The names of all parameters that have a gradient, layer by layer. */
    private static Set<String> trained(ModelGraph model) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> patterns = new LinkedHashSet<>();
        model.entryPoint("update").outputs().forEach(output -> {
            if (output.name().startsWith("parameter."))
                patterns.add(output.name().substring("parameter.".length()));
        });
        for (PlacedParam placed : model.params())
            if (patterns.contains(placed.param().name())) names.addAll(placed.names());
        return names;
    }

    @Override
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    @Override
    public List<Part> moments() {
        return switch (optimizer) {
            case Optimizer.Sgd sgd -> sgd.momentum() > 0 ? List.of(Part.FIRST_MOMENT) : List.of();
            case Optimizer.Adam _ -> List.of(Part.FIRST_MOMENT, Part.SECOND_MOMENT);
        };
    }

    @Override
    public Optional<LowRankAdapters> adapters() {
        return adapters;
    }

    @Override
    public BatchResult trainStep(TrainingBatch batch) {
        Map<String, double[][]> computed = run("trainStep", batch);
        numbers.get(Part.GRADIENT).forEach((name, sum) -> {
            double[][] gradient = computed.get(GRADIENT + name);
            int width = gradient[0].length;
            for (int i = 0; i < sum.length; i++) sum[i] += gradient[i / width][i % width];
        });
        return result(computed);
    }

    @Override
    public BatchResult evaluate(TrainingBatch batch) {
        return result(run("evaluate", batch));
    }

    @Override
    public double update(UpdateSettings settings) {
        Map<String, double[][]> given = new HashMap<>();
        given.put("count", new double[][] {{settings.count()}});
        given.put("rate", new double[][] {{settings.rate()}});
        if (optimizer instanceof Optimizer.Adam adam)
            given.put("corrections", new double[][] {
                {1 - Math.pow(adam.beta1(), settings.step()), 1 - Math.pow(adam.beta2(), settings.step())}
            });
        for (Parameter parameter : parameters) {
            if (!parameter.trained()) continue;
            given.put(GRADIENT + parameter.name(), rows(Part.GRADIENT, parameter));
            for (Part moment : moments()) given.put(prefix(moment) + parameter.name(), rows(moment, parameter));
        }
        Map<String, double[][]> updated = Reference.run(
                model,
                "update",
                Parameters.of(numbers.get(Part.VALUE)),
                new Tokens(List.of()),
                new Inputs(given, Map.of()));
        double norm = updated.get("factor")[0][1];
        if (!Double.isFinite(norm)) return norm;
        for (Parameter parameter : parameters) {
            if (!parameter.trained()) continue;
            store(Part.VALUE, parameter, updated.get("parameter." + parameter.name()));
            for (Part moment : moments()) store(moment, parameter, updated.get(prefix(moment) + parameter.name()));
        }
        discardGradients();
        return norm;
    }

    @Override
    public void discardGradients() {
        numbers.get(Part.GRADIENT).values().forEach(sum -> Arrays.fill(sum, 0));
    }

    @Override
    public float[] read(Part part, String parameter) {
        double[] values = of(part, parameter);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }

    @Override
    public void write(Part part, String parameter, float[] values) {
        double[] old = of(part, parameter);
        if (values.length != old.length)
            throw new IllegalArgumentException(values.length + " numbers for the " + old.length + " of " + parameter);
        for (int i = 0; i < old.length; i++) old[i] = values[i];
    }

    @Override
    public void close() {}

    // ---- what goes in ----

    private Map<String, double[][]> run(String entryPoint, TrainingBatch batch) {
        Map<String, double[][]> floats = new HashMap<>();
        Map<String, int[]> indices = new HashMap<>();
        switch (batch.labels()) {
            case Labels.None() -> {}
            case Labels.Classes(int[] labels) -> indices.put("labels", labels);
            case Labels.Spans(int[] starts, int[] ends) -> {
                indices.put("starts", starts);
                indices.put("ends", ends);
            }
            case Labels.Numbers(float[] targets) -> floats.put("targets", targets(entryPoint, targets));
        }
        long key = batch.dropout().key();
        indices.put("seed", new int[] {
            (int) key,
            (int) (key >>> 32),
            batch.dropout().tokensBefore(),
            batch.dropout().sequencesBefore(),
            batch.dropout().sourceTokensBefore()
        });
        Streams streams = Streams.none().with(Ragged.TOKENS, tokens(batch.tokens()));
        if (batch.source().isPresent())
            streams = streams.with(Ragged.SOURCE_TOKENS, tokens(batch.source().get()));
        return Reference.run(
                model,
                entryPoint,
                Parameters.of(numbers.get(Part.VALUE)),
                streams,
                new Inputs(floats, indices),
                new Caches());
    }

    private double[][] targets(String entryPoint, float[] targets) {
        int width =
                model.entryPoint(entryPoint).outputs().getFirst().value().type().last();
        double[][] rows = new double[targets.length / width][width];
        for (int i = 0; i < targets.length; i++) rows[i / width][i % width] = targets[i];
        return rows;
    }

    private static Tokens tokens(Batch batch) {
        List<Tokens.Sequence> sequences = new ArrayList<>();
        for (int s = 0; s < batch.sequences(); s++)
            sequences.add(new Tokens.Sequence(
                    Arrays.stream(batch.ids(s)).boxed().toList(),
                    Arrays.stream(batch.segments(s)).boxed().toList()));
        return new Tokens(sequences);
    }

    private double[][] rows(Part part, Parameter parameter) {
        double[] values = of(part, parameter.name());
        int width = parameter.shape().getLast().intValue();
        int count = parameter.shape().size() > 1 ? values.length / width : 1;
        double[][] rows = new double[count][];
        for (int r = 0; r < count; r++) rows[r] = Arrays.copyOfRange(values, r * width, (r + 1) * width);
        return rows;
    }

    // ---- what comes out ----

    private static BatchResult result(Map<String, double[][]> computed) {
        double[] loss = computed.get("loss")[0];
        return new BatchResult(loss[0], loss[1], new Rows(computed.get("scores")));
    }

    private record Rows(double[][] values) implements Scores {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public int width() {
            return values[0].length;
        }

        @Override
        public void read(int row, float[] into) {
            for (int c = 0; c < values[row].length; c++) into[c] = (float) values[row][c];
        }
    }

    private void store(Part part, Parameter parameter, double[][] rows) {
        double[] values = of(part, parameter.name());
        int width = rows[0].length;
        for (int i = 0; i < values.length; i++) values[i] = (float) rows[i / width][i % width];
    }

    private double[] of(Part part, String parameter) {
        double[] values = numbers.get(part).get(parameter);
        if (values == null) throw new IllegalArgumentException("there is no " + part + " of " + parameter);
        return values;
    }

    private static String prefix(Part moment) {
        return moment == Part.FIRST_MOMENT ? "first." : "second.";
    }

    private static double[] zeros(Parameter parameter) {
        return new double[Math.toIntExact(parameter.elements())];
    }

    private static double[] widened(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) doubles[i] = floats[i];
        return doubles;
    }
}
