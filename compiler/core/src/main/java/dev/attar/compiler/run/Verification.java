package dev.attar.compiler.run;

import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Expectation;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.compiler.reference.Tokens;
import dev.attar.runtime.Batch;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.Tensor;
import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Program;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One model with its weights, for the reference and for generated code.
 *
 * @param parameters the weights as the reference reads them
 * @param weights the same as the runtime reads them
 */
public record Verification(ModelGraph model, Parameters parameters, Weights weights) {
    /**
     * The weights of a file. Packed ones are compared with their checksum, and the reference reads what is unpacked from
     * them.
     *
     * @param program the one that they may be packed for
     */
    public static Verification withWeights(ModelGraph model, Weights weights, Program program) {
        if (weights.isPacked()) {
            weights.checkContent();
            return new Verification(model, Parameters.ofFloats(unpacked(weights, program)::get), weights);
        }
        return new Verification(
                model,
                Parameters.ofFloats(
                        name -> weights.tensor(name).map(Tensor::toArray).orElse(null)),
                weights);
    }

    private static Map<String, float[]> unpacked(Weights weights, Program program) {
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Weights unpacked = weights.unpacked(program)) {
            unpacked.tensors().forEach((name, tensor) -> values.put(name, tensor.toArray()));
        }
        return values;
    }

    public static Verification withRandomWeights(ModelGraph model, long seed) {
        RandomWeights random = RandomWeights.of(model, seed);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        random.shapes()
                .forEach((name, shape) -> tensors.put(
                        name,
                        new FloatTensor(shape.stream().map(Integer::longValue).toList(), random.values(name))));
        return new Verification(model, random.parameters(), Weights.of(tensors));
    }

    /** This verification for generated code that stores the weights of products so. */
    public Verification storedAs(Storage storage) {
        return switch (storage) {
            case Storage.Fp32 _ -> this;
            case Storage.Bf16 _ -> new Verification(model, parameters.withBfloat16Products(), weights);
            case Storage.Int8 _ -> new Verification(model, parameters.withInt8Products(), weights);
        };
    }

    /**
     * Runs a random batch through both and prints how every output compares.
     *
     * @return whether all agree
     */
    public boolean compare(Session session, long seed, int sequences, PrintWriter out) {
        Tokens tokens = RandomTokens.of(model, seed, sequences);
        boolean agree = true;
        List<EntryPlan.Output> outputs = session.plan().entries().getFirst().outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Matrix actual = session.run(batch(tokens), i);
            Expectation.Comparison worst = Expectation.of(
                            model, parameters, tokens, outputs.get(i).name())
                    .compare(rows(actual));
            agree &= worst.agrees();
            out.printf(
                    Locale.ROOT,
                    "%-8s (%d,%d)  %s; largest error: %.1f %% of the tolerance:%n         %s%n",
                    outputs.get(i).name(),
                    actual.rows(),
                    actual.columns(),
                    worst.agrees() ? "agrees" : "DIFFERS",
                    100 * worst.share(),
                    worst);
            out.flush();
        }
        return agree;
    }

    private Batch batch(Tokens tokens) {
        List<int[]> ids = tokens.sequences().stream().map(s -> ints(s.ids())).toList();
        Batch batch = model.limits().segments() == 0
                ? Batch.of(ids)
                : Batch.of(
                        ids,
                        tokens.sequences().stream().map(s -> ints(s.segments())).toList());
        return tokens.source().map(source -> batch.withSource(batch(source))).orElse(batch);
    }

    private static float[][] rows(Matrix matrix) {
        float[][] rows = new float[matrix.rows()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = matrix.row(r);
        }
        return rows;
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
