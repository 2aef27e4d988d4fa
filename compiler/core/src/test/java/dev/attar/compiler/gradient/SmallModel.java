package dev.attar.compiler.gradient;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.source.Source;

/** An encoder of two layers in which everything occurs that encoders have. */
final class SmallModel {
    static final String MASKED = "head mlm { activation silu   norm layer { epsilon 1e-5 }   tied }";

    private SmallModel() {}

    /** @param order {@code pre} or {@code post} */
    static ModelGraph of(String order, String head) {
        return Compiler.model(Compiler.check(Source.of("small.attar", text(order, head))));
    }

    static String text(String order, String head) {
        return """
            model Small {
                vocabulary 11   context 5   width 6
                embedding { positions learned   segments 2   norm layer { epsilon 1e-5 } }
                encoder depth 2 {
                    attention   { heads 2 }
                    feedforward { width 7   activation gelu }
                    residual    { norm layer { epsilon 1e-5 }   order %s }
                }
                %s
            }
            """.formatted(order, head);
    }
}
