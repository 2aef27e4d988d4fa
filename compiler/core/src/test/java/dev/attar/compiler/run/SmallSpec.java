package dev.attar.compiler.run;

/** As small as models get. */
final class SmallSpec {
    private SmallSpec() {}

    /** Two heads, so an odd width is a mistake. */
    static String of(String model, int width) {
        return """
            model %s {
                vocabulary 50   context 8   width %d
                embedding { positions learned }
                encoder depth 1 {
                    attention   { heads 2 }
                    feedforward { width 2 * width   activation gelu }
                    residual    { norm layer   order post }
                }
                head embed { pool mean   normalize l2 }
            }
            """.formatted(model, width);
    }
}
