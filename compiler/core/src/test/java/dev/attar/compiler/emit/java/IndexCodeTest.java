package dev.attar.compiler.emit.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.loops.Index;
import org.junit.jupiter.api.Test;

class IndexCodeTest {
    private static final Index I = Index.name("i");

    @Test
    void aConstantIsWrittenOnceWhereverItStands() {
        assertEquals("-3 - i", code(Index.of(-3).minus(I)));
        assertEquals("3 - i", code(Index.of(3).minus(I)));
        assertEquals("0 - i", code(Index.ZERO.minus(I)));
        assertEquals("i - 3", code(I.plus(-3)));
        assertEquals("i + 3", code(I.plus(3)));
        assertEquals("-3", code(Index.of(-3)));
        assertEquals("x - 3", IndexCode.from("x", Index.of(-3), false).toString());
    }

    private static String code(Index index) {
        return IndexCode.of(index).toString();
    }
}
