package dev.attar.importer;

import java.util.Random;

/** How an exporter writes each part of an encoder: one way of saying the same thing from each list. */
record Spelling(
        int opset,
        NormKind norm,
        Activation activation,
        Dense dense,
        Scale scale,
        Mask mask,
        Packing packing,
        boolean attentionBias,
        Places positions,
        Segments segments,
        Layers layers,
        Shapes shapes,
        boolean fixedSizes,
        Ending ending) {

    enum NormKind {
        POWER,
        SQUARE,
        RECIPROCAL,
        TENSORFLOW,
        OPERATOR
    }

    enum Activation {
        GELU_DIV,
        GELU_MUL,
        GELU_HALF_FIRST,
        GELU_GATE_FIRST,
        GELU_FUSED,
        GELU_BIAS_FUSED,
        TANH_POWER,
        TANH_FACTORED,
        TANH_FUSED,
        RELU,
        SILU,
        TANH
    }

    enum Dense {
        PRODUCT_BIAS,
        BIAS_PRODUCT,
        TRANSPOSED_WEIGHT,
        FLAT_GEMM,
        FLAT_PRODUCT,
        FUSED_PRODUCT
    }

    enum Scale {
        DIVIDE_SCORES,
        MULTIPLY_SCORES,
        DIVIDE_QUERY,
        ROOT_ON_BOTH,
        COMPUTED
    }

    enum Mask {
        NONE,
        SUBTRACT_MULTIPLY,
        WHERE_INVERTED,
        WHERE_SCORES,
        EXPANDED_COMPUTED,
        EXPANDED_BOOLEAN,
        CONSTANT_ONES
    }

    enum Packing {
        SEPARATE,
        SPLIT,
        SLICES,
        HEADS_INSIDE,
        THREE_OUTSIDE,
        MERGED_BATCH,
        FUSED_ATTENTION,
        FUSED_MULTI_HEAD
    }

    enum Places {
        SLICED,
        RANGE,
        COUNT_TOKENS,
        LOOKED_UP,
        CUT_TABLE,
        WIDENED_LATE,
        FUSED,
        NONE
    }

    enum Segments {
        INPUT,
        ZEROS,
        ROW,
        NONE
    }

    enum Layers {
        POST,
        POST_FUSED,
        PRE,
        PRE_WITHOUT_FINAL
    }

    enum Shapes {
        COMPUTED,
        ZERO_AND_OPEN
    }

    enum Ending {
        HIDDEN,
        POOLER_BESIDE,
        FIRST_TOKEN,
        MEAN,
        MEAN_UNIT,
        MAX_UNIT,
        CLASSES,
        CLASSES_SOFTMAX,
        TOKEN_CLASSES,
        SPAN,
        VOCABULARY,
        VOCABULARY_COPIED
    }

    static final Spelling PLAIN = new Spelling(
            14,
            NormKind.POWER,
            Activation.GELU_DIV,
            Dense.PRODUCT_BIAS,
            Scale.DIVIDE_SCORES,
            Mask.SUBTRACT_MULTIPLY,
            Packing.SEPARATE,
            true,
            Places.SLICED,
            Segments.INPUT,
            Layers.POST,
            Shapes.COMPUTED,
            false,
            Ending.HIDDEN);

    static Spelling random(long seed) {
        Random random = new Random(seed);
        NormKind norm = pick(random, NormKind.values());
        int[] opsets = norm == NormKind.OPERATOR ? new int[] {17, 18} : new int[] {11, 12, 13, 14, 17, 18};
        return new Spelling(
                opsets[random.nextInt(opsets.length)],
                norm,
                pick(random, Activation.values()),
                pick(random, Dense.values()),
                pick(random, Scale.values()),
                pick(random, Mask.values()),
                pick(random, Packing.values()),
                random.nextBoolean(),
                pick(random, Places.values()),
                pick(random, Segments.values()),
                pick(random, Layers.values()),
                pick(random, Shapes.values()),
                random.nextInt(4) == 0,
                pick(random, Ending.values()));
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
