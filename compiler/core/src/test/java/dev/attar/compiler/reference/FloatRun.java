package dev.attar.compiler.reference;

import dev.attar.compiler.model.Activation;
import dev.attar.compiler.model.Assign;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.DisentangledAttention;
import dev.attar.compiler.model.DropoutOp;
import dev.attar.compiler.model.ElementwiseOp;
import dev.attar.compiler.model.GlobalOp;
import dev.attar.compiler.model.GradientOp;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.LossOp;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.model.NormOp;
import dev.attar.compiler.model.Op;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Pool;
import dev.attar.compiler.model.Repeat;
import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.ScoreBias;
import dev.attar.compiler.model.Step;
import dev.attar.compiler.model.UpdateOp;
import dev.attar.compiler.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model that is not fused, in plain fp32: what the tolerance of an {@link Expectation} has to allow at least. */
final class FloatRun {
    private final ParameterReader parameters;
    private final Tokens tokens;
    private final Map<String, float[][]> values = new HashMap<>();
    private int positionOffset;

    private FloatRun(Parameters parameters, Tokens tokens) {
        this.parameters = new ParameterReader(parameters);
        this.tokens = tokens;
    }

    static float[][] run(ModelGraph model, Parameters parameters, Tokens tokens, String output) {
        FloatRun run = new FloatRun(parameters, tokens);
        Graph graph = model.forward();
        run.steps(graph.steps());
        for (Graph.Output wanted : graph.outputs())
            if (wanted.name().equals(output))
                return run.values.get(wanted.value().name());
        throw new AssertionError(output);
    }

    private void steps(List<Step> steps) {
        for (Step step : steps)
            switch (step) {
                case Assign(Value out, Op op) -> values.put(out.name(), result(op));
                case Repeat repeat -> repeat(repeat);
            }
    }

    /** One carried value, as the checker builds. */
    private void repeat(Repeat repeat) {
        Repeat.Carried carried = repeat.carried().getFirst();
        float[][] handed = of(carried.initial());
        for (int i = 0; i < repeat.layers().count(); i++) {
            parameters.enter(repeat.layers().numbers().get(i));
            values.put(carried.entering().name(), handed);
            steps(repeat.body());
            handed = of(carried.leaving());
        }
        values.put(carried.result().name(), handed);
    }

    private float[][] of(Value value) {
        return values.get(value.name());
    }

    private float[][] result(Op op) {
        return switch (op) {
            case Op.Positions(int offset, var _, var _) -> {
                positionOffset = offset;
                yield null;
            }
            case Op.Embed(Value indices, Param table) -> embed(indices, parameters.matrix(table));
            case Op.MatMul(Value in, Param weight) -> {
                double[][] w = parameters.matrix(weight);
                yield map(of(in), w.length, (row, n) -> dot(row, w[n], 0, row.length));
            }
            case Op.AddBias(Value in, Param bias) -> {
                double[] b = parameters.vector(bias);
                yield map(of(in), b.length, (row, n) -> row[n] + (float) b[n]);
            }
            case Op.Add(Value left, Value right) -> {
                float[][] sum = new float[of(left).length][];
                for (int r = 0; r < sum.length; r++) {
                    float[] other = of(right)[r];
                    sum[r] = map(of(left)[r], other.length, (row, c) -> row[c] + other[c]);
                }
                yield sum;
            }
            case Op.LayerNorm norm -> layerNorm(norm);
            case Op.Activate(Value in, Activation f) ->
                map(of(in), in.type().last(), (row, c) -> FloatRun.activate(row[c], f));
            case Op.Softmax(Value in) -> {
                float[][] out = new float[of(in).length][];
                for (int r = 0; r < out.length; r++) out[r] = softmax(of(in)[r]);
                yield out;
            }
            case Op.Normalize(Value in) -> {
                int width = in.type().last();
                float[][] rows = of(in);
                float[][] out = new float[rows.length][];
                for (int r = 0; r < rows.length; r++) {
                    float squares = 0;
                    for (float x : rows[r]) squares = Math.fma(x, x, squares);
                    float length = Math.max((float) Math.sqrt(squares), 1e-12f);
                    out[r] = map(rows[r], width, (row, c) -> row[c] / length);
                }
                yield out;
            }
            case Op.Attention attention -> attention(attention);
            case Op.PoolTokens(Value in, List<Pool> pools) -> pools(of(in), pools);
            case NormOp norm -> runNorm(norm);
            case ElementwiseOp.Multiply(Value left, Value right) -> {
                float[][] product = new float[of(left).length][];
                for (int r = 0; r < product.length; r++) {
                    float[] other = of(right)[r];
                    product[r] = map(of(left)[r], other.length, (row, c) -> row[c] * other[c]);
                }
                yield product;
            }
            case ElementwiseOp.Scale(Value in, double factor) ->
                map(of(in), in.type().last(), (row, c) -> row[c] * (float) factor);
            case Rotary rotary -> rotary(rotary);
            case Op.Linear _, Op.Columns _, Op.Copy _, Op.EmbedSum _ -> throw new AssertionError("not fused: " + op);
            case GlobalOp _, DisentangledAttention _ -> throw new AssertionError("not among these specs: " + op);
            case CacheOp _, GradientOp _, LossOp _, DropoutOp _, UpdateOp _ ->
                throw new AssertionError("inference only: " + op);
        };
    }

    private float[][] embed(Value indices, double[][] table) {
        int[] rows = switch (indices.name()) {
            case "ids" -> tokens.ids();
            case "segments" -> tokens.segments();
            default -> Lookups.positions(tokens, positionOffset);
        };
        float[][] out = new float[rows.length][table[0].length];
        for (int t = 0; t < rows.length; t++)
            for (int c = 0; c < out[t].length; c++) out[t][c] = (float) table[rows[t]][c];
        return out;
    }

    private float[][] layerNorm(Op.LayerNorm op) {
        double[] gamma = parameters.vector(op.gamma());
        double[] beta = parameters.vector(op.beta());
        int width = gamma.length;
        float[][] out = new float[of(op.in()).length][];
        for (int r = 0; r < out.length; r++) {
            float[] in = of(op.in())[r];
            float sum = 0;
            for (float x : in) sum += x;
            float mean = sum * (1f / width);
            float squares = 0;
            for (float x : in) squares = Math.fma(x - mean, x - mean, squares);
            float factor = 1 / (float) Math.sqrt(squares * (1f / width) + (float) op.epsilon());
            out[r] = map(in, width, (row, c) -> Math.fma((row[c] - mean) * factor, (float) gamma[c], (float) beta[c]));
        }
        return out;
    }

    private float[][] runNorm(NormOp op) {
        float[][] in = of(op.in());
        float[][] out = new float[in.length][op.in().type().last()];
        double[] gamma = op.gamma().map(parameters::vector).orElse(null);
        for (int r = 0; r < out.length; r++)
            for (int from = 0; from < out[r].length; from += op.width()) {
                float mean = 0;
                if (op instanceof NormOp.CenteredNorm) {
                    for (int c = 0; c < op.width(); c++) mean += in[r][from + c];
                    mean *= 1f / op.width();
                }
                float squares = 0;
                for (int c = 0; c < op.width(); c++)
                    squares = Math.fma(in[r][from + c] - mean, in[r][from + c] - mean, squares);
                float factor = 1 / (float) Math.sqrt(squares * (1f / op.width()) + (float) op.epsilon());
                for (int c = 0; c < op.width(); c++)
                    out[r][from + c] = (in[r][from + c] - mean) * factor * (gamma == null ? 1 : (float) gamma[c]);
            }
        return out;
    }

    /** Sine and cosine rounded once, as a table would hold them. */
    private float[][] rotary(Rotary op) {
        float[][] in = of(op.in());
        float[][] out = new float[in.length][];
        int[] places = Lookups.positions(tokens, 0);
        for (int t = 0; t < in.length; t++) {
            out[t] = in[t].clone();
            for (int i = 0; i < op.rotation().width() / 2; i++)
                for (int head = 0; head < in[t].length; head += op.headWidth()) {
                    double angle = places[t] * op.rotation().frequency(i);
                    float cos = (float) Math.cos(angle);
                    float sin = (float) Math.sin(angle);
                    float a = in[t][head + op.rotation().first(i)];
                    float b = in[t][head + op.rotation().second(i)];
                    out[t][head + op.rotation().first(i)] = Math.fma(a, cos, -(b * sin));
                    out[t][head + op.rotation().second(i)] = Math.fma(b, cos, a * sin);
                }
        }
        return out;
    }

    private float[][] attention(Op.Attention op) {
        float[][] query = of(op.query());
        float[][] key = of(op.key());
        float[][] value = of(op.value());
        float[][] out = new float[query.length][query[0].length];
        int[] starts = tokens.starts();
        int width = op.headWidth();
        float scale = (float) op.scale();
        double[][] table =
                op.bias() instanceof ScoreBias.Relative relative ? parameters.matrix(relative.table()) : null;
        DotProductAttention law = new DotProductAttention(op, table);
        law.each(starts, starts, view -> {
            int t = view.query();
            int from = view.head() * width;
            int keyFrom = law.keyChannel(view.head());
            int place = Lookups.positions(tokens, 0)[t];
            float[] scores = new float[view.keys()];
            for (int j = 0; j < scores.length; j++) {
                float sum = 0;
                for (int c = 0; c < width; c++)
                    sum = Math.fma(query[t][from + c], key[view.first() + j][keyFrom + c], sum);
                int offset = Lookups.positions(tokens, 0)[view.first() + j] - place;
                scores[j] = sum * scale + (float) law.bias(view.head(), offset);
            }
            float[] shares = softmax(scores);
            for (int j = 0; j < scores.length; j++)
                for (int c = 0; c < width; c++)
                    out[t][from + c] = Math.fma(shares[j], value[view.first() + j][keyFrom + c], out[t][from + c]);
        });
        return out;
    }

    private float[][] pools(float[][] in, List<Pool> pools) {
        int width = in[0].length;
        float[][] out = new float[tokens.starts().length - 1][width * pools.size()];
        for (int p = 0; p < pools.size(); p++) {
            float[][] part = pool(in, pools.get(p));
            for (int s = 0; s < out.length; s++) System.arraycopy(part[s], 0, out[s], p * width, width);
        }
        return out;
    }

    private float[][] pool(float[][] in, Pool pool) {
        int[] starts = tokens.starts();
        float[][] out = new float[starts.length - 1][];
        for (int s = 0; s < out.length; s++) {
            out[s] = in[pool == Pool.LAST ? starts[s + 1] - 1 : starts[s]].clone();
            if (pool == Pool.CLS || pool == Pool.LAST) continue;
            for (int t = starts[s] + 1; t < starts[s + 1]; t++)
                for (int c = 0; c < out[s].length; c++)
                    out[s][c] = switch (pool) {
                        case MAX -> Math.max(out[s][c], in[t][c]);
                        case WEIGHTED_MEAN -> Math.fma(t - starts[s] + 1, in[t][c], out[s][c]);
                        default -> out[s][c] + in[t][c];
                    };
            float count = starts[s + 1] - starts[s];
            float divisor = switch (pool) {
                case MEAN -> count;
                case WEIGHTED_MEAN -> count * (count + 1) * 0.5f;
                case MEAN_SQRT_LEN -> (float) Math.sqrt(count);
                default -> 1;
            };
            for (int c = 0; c < out[s].length; c++) out[s][c] *= 1 / divisor;
        }
        return out;
    }

    private static float dot(float[] row, double[] weight, int from, int to) {
        float sum = 0;
        for (int k = from; k < to; k++) sum = Math.fma(row[k], (float) weight[k], sum);
        return sum;
    }

    private static float[] softmax(float[] in) {
        float max = Float.NEGATIVE_INFINITY;
        for (float x : in) max = Math.max(max, x);
        float[] out = new float[in.length];
        float sum = 0;
        for (int c = 0; c < in.length; c++) {
            out[c] = (float) Math.exp(in[c] - max);
            sum += out[c];
        }
        for (int c = 0; c < in.length; c++) out[c] *= 1 / sum;
        return out;
    }

    private static float activate(float x, Activation function) {
        return switch (function) {
            case RELU -> Math.max(x, 0);
            case GELU -> 0.5f * x * (1 + (float) Erf.erf(x * 0.70710678f));
            case GELU_TANH -> 0.5f * x * (1 + (float) Math.tanh(0.7978846f * (x + 0.044715f * x * x * x)));
            case SILU -> x / (1 + (float) Math.exp(-x));
            case TANH -> (float) Math.tanh(x);
        };
    }

    private interface Element {
        float at(float[] row, int column);
    }

    private static float[][] map(float[][] in, int columns, Element element) {
        float[][] out = new float[in.length][];
        for (int r = 0; r < in.length; r++) out[r] = map(in[r], columns, element);
        return out;
    }

    private static float[] map(float[] row, int columns, Element element) {
        float[] out = new float[columns];
        for (int c = 0; c < columns; c++) out[c] = element.at(row, c);
        return out;
    }
}
