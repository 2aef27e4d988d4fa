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
    },
    SCALE("from 1e-30 to 1e9") {
        @Override
        boolean contains(double value) {
            return value >= Limits.MIN_STEP && value <= Limits.MAX_FACTOR;
        }
    },
    BASE("above 1 and up to 1e9") {
        @Override
        boolean contains(double value) {
            return value > 1 && value <= Limits.MAX_FACTOR;
        }
    },
    FACTOR("from 1 to 1e9") {
        @Override
        boolean contains(double value) {
            return value >= 1 && value <= Limits.MAX_FACTOR;
        }
    },
    SHARE("above 0 and at most 1") {
        @Override
        boolean contains(double value) {
            return value > 0 && value <= 1;
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
