package dev.attar.compiler.check;

/** What one would write where a setting is missing. */
final class Example {
    private Example() {}

    static String of(String keyword) {
        return switch (keyword) {
            case "vocabulary" -> "vocabulary 30522";
            case "context" -> "context 512";
            case "width" -> "width 384";
            case "embedding" -> "embedding { positions learned }";
            case "positions" -> "positions learned";
            case "encoder" -> "encoder depth 6 { … }";
            case "attention" -> "attention { heads 12 }";
            case "heads" -> "heads 12";
            case "feedforward" -> "feedforward { width 4 * width   activation gelu }";
            case "activation" -> "activation gelu";
            case "residual" -> "residual { norm layer   order post }";
            case "norm" -> "norm layer";
            case "order" -> "order post";
            case "head" -> "head embed { pool mean }";
            case "pool" -> "pool mean";
            case "classes" -> "classes 2";
            case "optimizer" -> "optimizer adam { rate 1e-3 }";
            case "factor" -> "factor 8";
            case "low" -> "low 1";
            case "high" -> "high 4";
            case "rate" -> "rate 1e-3";
            case "loss" -> "loss sparse_categorical_crossentropy";
            case "rank" -> "rank 8";
            case "buckets" -> "buckets 256";
            case "epochs" -> "epochs 10";
            default -> throw new IllegalArgumentException(keyword);
        };
    }
}
