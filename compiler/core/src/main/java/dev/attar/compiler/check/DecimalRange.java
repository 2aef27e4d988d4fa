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
    DECAY("from 0 to 100") {
        @Override
        boolean contains(double value) {
            return value >= 0 && value <= Limits.MAX_RATE;
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
    TEMPERATURE("from 1e-3 to 1000") {
        @Override
        boolean contains(double value) {
            return value >= 1e-3 && value <= 1000;
        }
    },
    PENALTY("from 1e-3 to 1000") {
        @Override
        boolean contains(double value) {
            return value >= 1e-3 && value <= 1000;
        }
    },
    EXPONENT("from -100 to 100") {
        @Override
        boolean contains(double value) {
            return value >= -100 && value <= 100;
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
