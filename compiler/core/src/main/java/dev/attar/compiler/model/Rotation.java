package dev.attar.compiler.model;

/**
 * How the channels of a head are turned by a token's position p: pair i of {@code width / 2} by the angle
 * {@code p * frequency(i)}.
 *
 * @param base frequencies fall from 1 to nearly 1 / base
 * @param width R, how many channels of a head are turned: an even number, the first ones
 * @param layout which two channels are a pair
 * @param scaling how frequencies were changed for a longer context
 */
public record Rotation(double base, int width, Layout layout, Scaling scaling) {
    public Rotation {
        if (!(base > 1) || Double.isInfinite(base)) throw new IllegalArgumentException("a rotary base of " + base);
        if (width < 2 || width % 2 != 0) throw new IllegalArgumentException("rotary width " + width);
    }

    /** Which channels are turned together. */
    public enum Layout {
        /** i and i + R / 2 (GPT-NeoX, Llama as Hugging Face stores it). */
        HALVES,
        /** 2i and 2i + 1 (Su et al. 2021). */
        PAIRS
    }

    /** Frequencies for a context longer than the one trained on. */
    public sealed interface Scaling {
        /** Unchanged. */
        record None() implements Scaling {}

        /** Positions divided by {@code factor}. Source: Chen et al. 2023, section 2. */
        record Linear(double factor) implements Scaling {
            public Linear {
                if (!(factor >= 1)) throw new IllegalArgumentException("a rotary factor of " + factor);
            }
        }

        /**
         * Frequencies of wavelengths above {@code context / low} are divided by {@code factor}, those below
         * {@code context / high} stay, and between the two there is a straight passage. Source: the Llama team 2024, section 3.4.1.
         *
         * @param context tokens that the model was first trained on
         */
        record Llama3(double factor, double low, double high, int context) implements Scaling {
            public Llama3 {
                if (!(factor >= 1 && low > 0 && high > low && context > 0))
                    throw new IllegalArgumentException(
                            "rotary factor " + factor + ", low " + low + ", high " + high + ", context " + context);
            }
        }
    }

    /** The angle by which pair {@code i} turns from one position to the next. */
    public double frequency(int i) {
        double plain = StrictMath.pow(base, -2.0 * i / width);
        return switch (scaling) {
            case Scaling.None() -> plain;
            case Scaling.Linear(double factor) -> plain / factor;
            case Scaling.Llama3(double factor, double low, double high, int context) -> {
                double turns = context * plain / (2 * Math.PI);
                double kept = Math.clamp((turns - low) / (high - low), 0, 1);
                yield kept * plain + (1 - kept) * plain / factor;
            }
        };
    }

    /** The first channel of pair {@code i}. */
    public int first(int i) {
        return layout == Layout.PAIRS ? 2 * i : i;
    }

    /** The second channel of pair {@code i}. */
    public int second(int i) {
        return layout == Layout.PAIRS ? 2 * i + 1 : i + width / 2;
    }
}
