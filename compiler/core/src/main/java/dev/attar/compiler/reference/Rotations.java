package dev.attar.compiler.reference;

import dev.attar.compiler.model.Rotary;
import dev.attar.compiler.model.Rotation;

/**
 * Channels turned by the token's position: pair (a, b) of each head becomes {@code (a cos - b sin, b cos + a sin)}.
 *
 * <p>Source: Su et al. 2021, section 3.2.2.
 */
final class Rotations {
    private Rotations() {}

    /** (R,C), positions (R) -> (R,C). */
    static double[][] turn(Rotary op, double[][] in, int[] positions) {
        return turn(op, in, positions, 1);
    }

    /** The other way round: (R,C), positions (R) -> (R,C). */
    static double[][] turnBack(Rotary op, double[][] in, int[] positions) {
        return turn(op, in, positions, -1);
    }

    private static double[][] turn(Rotary op, double[][] in, int[] positions, int direction) {
        Rotation rotation = op.rotation();
        double[][] out = new double[in.length][];
        for (int t = 0; t < in.length; t++) {
            out[t] = in[t].clone();
            for (int i = 0; i < rotation.width() / 2; i++) {
                double angle = direction * positions[t] * rotation.frequency(i);
                double cos = StrictMath.cos(angle);
                double sin = StrictMath.sin(angle);
                for (int head = 0; head < in[t].length; head += op.headWidth()) {
                    int first = head + rotation.first(i);
                    int second = head + rotation.second(i);
                    out[t][first] = in[t][first] * cos - in[t][second] * sin;
                    out[t][second] = in[t][second] * cos + in[t][first] * sin;
                }
            }
        }
        return out;
    }
}
