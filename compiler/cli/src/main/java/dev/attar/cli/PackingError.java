package dev.attar.cli;

import dev.attar.compiler.loops.Storage;
import dev.attar.runtime.Tensor;
import dev.attar.runtime.Weights;
import dev.attar.runtime.kernel.Program;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How far rounding moved the weights of products: the root of the mean square of the differences, as a share of that of the weights.
 *
 * @param all of all matrices that are rounded
 * @param worst of the matrix that changed most
 * @param worstMatrix its name
 */
record PackingError(double all, double worst, String worstMatrix) {
    /** Compares a packed file with what was packed. */
    static PackingError of(Program program, Weights exact, Path packed) {
        double difference = 0;
        double size = 0;
        double worst = 0;
        String worstMatrix = "";
        try (Weights file = Weights.open(packed);
                Weights rounded = file.unpacked(program)) {
            for (Tensor tensor : rounded.tensors().values()) {
                float[] after = tensor.toArray();
                float[] before = exact.tensor(tensor.name()).orElseThrow().toArray();
                double moved = 0;
                double squares = 0;
                for (int i = 0; i < after.length; i++) {
                    double d = (double) before[i] - after[i];
                    moved += d * d;
                    squares += (double) before[i] * before[i];
                }
                if (moved == 0) {
                    continue;
                }
                difference += moved;
                size += squares;
                if (moved / squares > worst) {
                    worst = moved / squares;
                    worstMatrix = tensor.name();
                }
            }
        }
        return new PackingError(size == 0 ? 0 : Math.sqrt(difference / size), Math.sqrt(worst), worstMatrix);
    }

    void print(Storage storage, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "rounding   to %s moved the matrices of products by %.3f %% of their size (root mean square)",
                storage.symbol(),
                100 * all);
        out.println(
                worstMatrix.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, ", at most %.3f %% in %s", 100 * worst, worstMatrix));
    }
}
