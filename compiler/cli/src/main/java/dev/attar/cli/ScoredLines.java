package dev.attar.cli;

import dev.attar.runtime.generate.Scores;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** Log-probabilities or logits of texts, a line each; for people their sums, and the perplexity of all. */
final class ScoredLines {
    private final PrintWriter out;
    private final boolean json;
    private final boolean logits;
    private double sum;
    private long counted;

    ScoredLines(PrintWriter out, boolean json, boolean logits) {
        this.out = out;
        this.json = json;
        this.logits = logits;
    }

    /**
     * Prints one text.
     *
     * @param ids what was given; of translators the source
     * @param tokens what was scored; of translators the start token and the target
     * @param values logits after each of the tokens
     */
    void print(int[] ids, int[] tokens, float[] values, int vocabulary, boolean translation) {
        float[] scores = Scores.logProbabilities(values, vocabulary, tokens);
        if (json) {
            out.print("{\"ids\":[" + GeneratedLines.ids(ids) + "]");
            if (translation) {
                int[] target = Arrays.copyOfRange(tokens, 1, tokens.length);
                out.print(",\"target\":[" + GeneratedLines.ids(target) + "]");
            }
            if (logits) {
                out.print(",\"shape\":[" + tokens.length + "," + vocabulary + "],\"values\":");
                print(values);
            } else {
                out.print(",\"log_probabilities\":");
                print(scores);
            }
            out.println('}');
        } else if (logits) {
            for (int t = 0; t < tokens.length; t++) {
                StringBuilder line = new StringBuilder(tokens[t] + ":");
                for (int i = 0; i < Math.min(vocabulary, 8); i++) {
                    line.append(String.format(Locale.ROOT, " %.4f", values[t * vocabulary + i]));
                }
                out.println(line.append(" …"));
            }
        } else {
            double own = sum(scores);
            out.printf(
                    Locale.ROOT,
                    "%.4f over %d tokens, perplexity %.4f: %s%n",
                    own,
                    scores.length,
                    Math.exp(-own / Math.max(1, scores.length)),
                    GeneratedLines.ids(ids));
        }
        sum += sum(scores);
        counted += scores.length;
        out.flush();
    }

    /** After the last text: what all have together. */
    void end() {
        if (!json && !logits) {
            out.printf(
                    Locale.ROOT,
                    "all: %.4f over %d tokens, perplexity %.6f%n",
                    sum,
                    counted,
                    Math.exp(-sum / Math.max(1, counted)));
            out.flush();
        }
    }

    private void print(float[] values) {
        StringBuilder line = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new Refusal(
                        "value " + i + " of the result is " + values[i],
                        "the weights are too large for this input; try `attar verify` with them");
            }
            line.append(i == 0 ? "" : ",").append(values[i]);
        }
        out.append(line.append(']'));
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
