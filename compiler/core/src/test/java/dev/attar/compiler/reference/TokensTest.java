package dev.attar.compiler.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.model.ModelGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final ModelGraph.Limits LIMITS = new ModelGraph.Limits(10, 3, 2);

    @Test
    void sequencesLieOneAfterAnother() {
        Tokens tokens = Tokens.of(
                Tokens.Sequence.of(5, 6), new Tokens.Sequence(List.of(7), List.of(1)), Tokens.Sequence.of(8, 9, 0));
        assertArrayEquals(new int[] {5, 6, 7, 8, 9, 0}, tokens.ids());
        assertArrayEquals(new int[] {0, 0, 1, 0, 0, 0}, tokens.segments());
        assertArrayEquals(new int[] {0, 2, 3, 6}, tokens.starts());
        assertSame(tokens, tokens.within(LIMITS));
    }

    @Test
    void whatAModelDoesNotAcceptIsNamed() {
        assertRefused("a batch of no sequences");
        assertRefused("sequence 1 is empty", Tokens.Sequence.of(1), Tokens.Sequence.of());
        assertRefused("sequence 0 of 4 tokens; the context is 3", Tokens.Sequence.of(1, 2, 3, 4));
        assertRefused("token id 10 at token 1 of sequence 0; the vocabulary has 10", Tokens.Sequence.of(9, 10));
        assertRefused("token id -1 at token 0 of sequence 0; the vocabulary has 10", Tokens.Sequence.of(-1));
        assertRefused(
                "segment id 2 at token 0 of sequence 0; the model has 2 segments",
                new Tokens.Sequence(List.of(1), List.of(2)));
    }

    @Test
    void everyTokenHasASegment() {
        assertThrows(IllegalArgumentException.class, () -> new Tokens.Sequence(List.of(1, 2), List.of(0)));
    }

    private static void assertRefused(String message, Tokens.Sequence... sequences) {
        Tokens tokens = Tokens.of(sequences);
        var refused = assertThrows(IllegalArgumentException.class, () -> tokens.within(LIMITS));
        assertEquals(message, refused.getMessage());
    }
}
