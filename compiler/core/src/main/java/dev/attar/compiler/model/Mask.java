package dev.attar.compiler.model;

/**
 * Which keys a query sees, by their places in its sequence and the key's. A rule and never a tensor: the keys that a query sees
 * lie side by side, so loops get other bounds and what is masked is not computed.
 */
public sealed interface Mask {
    /** Place of the first key that the query at {@code place} sees. */
    int first(int place);

    /** One past the place of the last key that the query at {@code place} sees, of {@code keys} keys. */
    int end(int place, int keys);

    /** All keys of its sequence. */
    record None() implements Mask {
        @Override
        public int first(int place) {
            return 0;
        }

        @Override
        public int end(int place, int keys) {
            return keys;
        }
    }

    /** Itself and those before it. Source: Vaswani et al. 2017, section 3.2.3. */
    record Causal() implements Mask {
        @Override
        public int first(int place) {
            return 0;
        }

        @Override
        public int end(int place, int keys) {
            return Math.min(place + 1, keys);
        }
    }

    /**
     * Those at most {@code width} places away; when causal, only itself and those before it. Source: Child et al. 2019, section
     * 4; Beltagy, Peters and Cohan 2020, section 3.1.
     */
    record Banded(int width, boolean causal) implements Mask {
        public Banded {
            if (width < 1) throw new IllegalArgumentException("a band reaches at least 1 place, not " + width);
        }

        @Override
        public int first(int place) {
            return Math.max(0, place - width);
        }

        @Override
        public int end(int place, int keys) {
            return Math.min(causal ? place + 1 : place + width + 1, keys);
        }
    }
}
