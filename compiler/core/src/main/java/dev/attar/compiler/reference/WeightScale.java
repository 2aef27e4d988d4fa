package dev.attar.compiler.reference;

import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.UpdateOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How random values of a parameter are spread: {@code centre + spread * z} with z of mean 0 and variance 1. What is chosen
 * follows from how the parameter is first used: a matrix keeps the variance of what it multiplies (spread 1 / sqrt(K), LeCun
 * et al. 1998, section 4.6), tables are far enough apart to tell tokens from each other, norms are near the identity.
 */
record WeightScale(Kind kind, double centre, double spread) {
    /** What a parameter is: rows by id, a matrix of a product, what is added, what a norm scales with. */
    enum Kind {
        TABLE,
        MATRIX,
        SHIFT,
        NORM
    }

    private static final WeightScale TABLE = new WeightScale(Kind.TABLE, 0, 0.5);
    private static final WeightScale SHIFT = new WeightScale(Kind.SHIFT, 0, 0.1);
    private static final WeightScale NORM = new WeightScale(Kind.NORM, 1, 0.1);

    double apply(double z) {
        return centre + spread * z;
    }

    /** A scale for each parameter of the model. */
    static Map<Param, WeightScale> of(ModelGraph model) {
        Map<Param, WeightScale> scales = new HashMap<>();
        model.entryPoints().forEach(graph -> collect(graph.steps(), scales));
        return scales;
    }

    private static void collect(List<Step> steps, Map<Param, WeightScale> scales) {
        for (Step step : steps) {
            switch (step) {
                case Assign assign -> used(assign.op()).forEach(scales::putIfAbsent);
                case Repeat repeat -> collect(repeat.body(), scales);
            }
        }
    }

    private static Map<Param, WeightScale> used(Op op) {
        Map<Param, WeightScale> scales = new HashMap<>();
        switch (op) {
            case Op.Embed embed -> scales.put(embed.table(), TABLE);
            case Op.EmbedSum sum -> sum.params().forEach(table -> scales.put(table, TABLE));
            case Op.MatMul product -> scales.put(product.weight(), matrix(product.weight()));
            case Op.AddBias sum -> scales.put(sum.bias(), SHIFT);
            case Op.Linear linear -> {
                linear.weights().forEach(weight -> scales.put(weight, matrix(weight)));
                linear.biases().forEach(bias -> scales.put(bias, SHIFT));
            }
            case Op.LayerNorm norm -> {
                scales.put(norm.gamma(), NORM);
                scales.put(norm.beta(), SHIFT);
            }
            case Op.Attention attention -> attention.params().forEach(table -> scales.put(table, TABLE));
            case DisentangledAttention attention -> attention.params().forEach(table -> scales.put(table, TABLE));
            case NormOp norm -> norm.gamma().ifPresent(gamma -> scales.put(gamma, NORM));
            case Op.Positions _, Op.Add _, Op.Columns _, Op.Copy _, Op.Activate _ -> {}
            case ElementwiseOp _, Rotary _, GlobalOp _, CacheOp _ -> {}
            case Op.PoolTokens _, Op.Normalize _, Op.Softmax _ -> {}
            case GradientOp _, LossOp _, DropoutOp _, UpdateOp _ -> {} // what they read, forward has read before
        }
        return scales;
    }

    private static WeightScale matrix(Param weight) {
        return new WeightScale(
                Kind.MATRIX, 0, Math.min(0.5, 1 / StrictMath.sqrt(weight.type().last())));
    }
}
