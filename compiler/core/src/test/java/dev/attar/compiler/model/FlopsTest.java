package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.check.Checker;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.fuse.Fuser;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import org.junit.jupiter.api.Test;

class FlopsTest {
    private static final String SPEC = """
        model Small {
            vocabulary 100   context 16   width 8
            embedding { positions learned }
            encoder depth 3 {
                attention   { heads 2 }
                feedforward { width 32   activation relu }
                residual    { norm layer   order post }
            }
            head classify { pool cls   classes 5 }
        }
        """;

    @Test
    void countsByHand() {
        ModelGraph model = GraphBuilder.build(Checker.check(Parser.parse(Source.of("small.attar", SPEC))));
        long attention = 2 * 4 * 8 * 8;
        long feedForward = 2 * 2 * 8 * 32;
        Flops expected = new Flops(3 * (attention + feedForward), 3 * 4 * 8, 2 * 8 * 5);
        assertEquals(expected, Flops.of(model.forward()));
        assertEquals(expected, Flops.of(Fuser.fuse(model).forward()), "fusing does not change the arithmetic");
    }
}
