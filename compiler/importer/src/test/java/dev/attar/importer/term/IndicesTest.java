package dev.attar.importer.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.tensor.TensorView;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ranges and what is computed from them. */
class IndicesTest {
    private final Terms terms = new Terms(Dim.BATCH, Dim.SEQUENCE);
    private final Indices indices = new Indices(terms);
    private final Term tokens = indices.count(0, 1, List.of(Axis.plain(1), terms.sequence()));
    private final Term sequences = indices.count(0, 0, List.of(terms.batch(), Axis.plain(1)));

    private Term number(long value) {
        return terms.uniform(value, List.of());
    }

    private Term size(Dim dim) {
        return terms.make(new Op.Sizes(List.of(dim)), List.of());
    }

    @Test
    void sumsAndProductsOfRangesAreLinear() {
        Term rows = indices.multiply(sequences, size(Dim.SEQUENCE)).orElseThrow();
        Term flat = indices.add(rows, tokens).orElseThrow();
        assertEquals(new Op.Ramp(0, List.of(Dim.SEQUENCE, Dim.ONE)), flat.op());
        assertEquals(List.of(terms.batch(), terms.sequence()), flat.shape());
        assertSame(
                tokens,
                indices.add(indices.add(tokens, number(2)).orElseThrow(), number(-2))
                        .orElseThrow());
    }

    @Test
    void aRangeStaysBetweenItsStartAndItsSize() {
        assertEquals(Optional.of(true), bounds(tokens, number(0)).atLeast(0));
        assertEquals(Optional.of(false), bounds(tokens, size(Dim.SEQUENCE)).atLeast(0));
        assertEquals(Optional.empty(), bounds(tokens, number(3)).atLeast(0));
    }

    @Test
    void positionsOfQueriesAndKeysCompareNeitherWay() {
        Term queries = indices.count(0, 0, List.of(terms.sequence(), Axis.plain(1)));
        assertEquals(Optional.empty(), bounds(queries, tokens).atLeast(0));
    }

    private Indices.Bounds bounds(Term a, Term b) {
        return indices.difference(a, b).orElseThrow();
    }

    @Test
    void storedIntegersAreLinearOrNot() {
        assertEquals(
                Optional.of(new Op.Ramp(1, List.of(Dim.of(3), Dim.ONE))),
                indices.stored(bytes(2, 3, 1, 2, 3, 4, 5, 6)).map(Term::op));
        assertEquals(
                Optional.of(7.0),
                indices.stored(bytes(1, 2, 7, 7)).map(t -> t.scalar().orElseThrow()));
        assertEquals(Optional.empty(), indices.stored(bytes(1, 3, 0, 1, 3)));
    }

    private static TensorView bytes(long rows, long columns, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return TensorView.of(
                new TensorData("grid", ElementKind.INT8, List.of(rows, columns), MemorySegment.ofArray(bytes)));
    }
}
