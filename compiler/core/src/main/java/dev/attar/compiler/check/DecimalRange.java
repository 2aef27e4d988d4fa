package dev.attar.compiler.check;

/** The decimals a setting may have, in words as well. */
enum DecimalRange {
    PROBABILITY("at least 0 and less than 1") {
        @Override
        boolean contains(double value) {
            return value >= 0 && value < 1;
        }
    },
    EPSILON("from 1e-30 to 1") {
        @Override
        boolean contains(double value) {
            return value >= Limits.MIN_STEP && value <= Limits.MAX_EPSILON;
        }
    },
    RATE("from 1e-30 to 100") {
        @Override
        boolean contains(double value) {
            return value >= Limits.MIN_STEP && value <= Limits.MAX_RATE;
        }
    };

    private final String words;

    DecimalRange(String words) {
        this.words = words;
    }

    abstract boolean contains(double value);

    @Override
    public String toString() {
        return words;
    }
}
