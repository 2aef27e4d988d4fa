package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.batches.InputCheck;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.InputNames;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.kernel.SizeFormula;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BatchTest {
    private static final ProgramPlan PLAN = plan(2);

    private static InputException refusal(Reason reason, int sequence, int position, Executable building) {
        InputException refused = assertThrows(InputException.class, building);
        assertEquals(reason, refused.reason());
        assertEquals(sequence, refused.sequence());
        assertEquals(position, refused.position());
        return refused;
    }

    private static ProgramPlan plan(int segments) {
        return TokenPlan.of(
                "Toy", 1, 4, TokenPlan.limits(100, 4, segments), List.of(), 0, TokenPlan.arena(0, 0, 0), List.of());
    }

    private static void check(Batch batch) {
        check(batch, PLAN);
    }

    private static void check(Batch batch, ProgramPlan plan) {
        Frame call = new Frame();
        batch.into(call, plan, 0, new int[16]);
        InputCheck.check(call, plan);
    }

    @Test
    void sequencesOfAnyLengthsArePackedAndCopied() {
        int[] first = {1, 2, 3};
        Batch batch = Batch.of(first, new int[] {4}, new int[] {5, 6});
        first[0] = 99;
        assertEquals(3, batch.sequences());
        assertEquals(6, batch.tokens());
        assertEquals(3, batch.longest());
        assertEquals(2, batch.length(2));
        assertEquals(4, batch.start(2));
        assertArrayEquals(new int[] {1, 2, 3}, batch.ids(0));
        assertArrayEquals(new int[] {5, 6}, batch.ids(2));
        assertFalse(batch.hasSegments());
        check(batch);
    }

    @Test
    void segmentsComeWithTheirTokens() {
        Batch batch = Batch.of(List.of(new int[] {1, 2}, new int[] {3}), List.of(new int[] {0, 1}, new int[] {1}));
        assertTrue(batch.hasSegments());
        assertArrayEquals(new int[] {0, 1, 1}, batch.segments());
        check(batch);
    }

    @Test
    void aSourceIsReadForEachSequence() {
        Batch targets = Batch.of(new int[] {1, 2}, new int[] {3});
        Batch sources = Batch.of(new int[] {4}, new int[] {5, 6, 7});
        CallInputs inputs = targets.withSource(sources).inputs(translator());
        assertArrayEquals(new int[] {0, 1, 4}, inputs.starts(0));
        assertArrayEquals(new int[] {4, 5, 6, 7}, inputs.indices(0));
        assertArrayEquals(new int[] {0, 2, 3}, inputs.starts(1));
        assertArrayEquals(new int[] {1, 2, 3}, inputs.indices(1));
        check(targets.withSource(sources), translator());
        refusal(Reason.SOURCE, -1, -1, () -> targets.withSource(Batch.of(new int[] {4})));
        refusal(Reason.SOURCE, -1, -1, () -> targets.withSource(sources.withSource(targets)));
        refusal(Reason.SOURCE, -1, -1, () -> targets.withSource(sources).inputs(plan(0)));
        refusal(Reason.SOURCE, -1, -1, () -> check(targets, translator()));
        Batch foreign = targets.withSource(Batch.of(new int[] {9}, new int[] {50}));
        refusal(Reason.ID_OUTSIDE_VOCABULARY, 1, 0, () -> check(foreign, translator()));
        Batch longer = targets.withSource(Batch.of(new int[7], new int[1]));
        InputException refused = refusal(Reason.SEQUENCE_TOO_LONG, 0, -1, () -> check(longer, translator()));
        assertTrue(refused.getMessage().contains("7 source tokens; Toy reads at most 6"), refused.getMessage());
    }

    /** Reads sources of up to 6 tokens and writes up to 4. */
    private static ProgramPlan translator() {
        EntryPlan forward = new EntryPlan(
                "forward", List.of(0, 1), List.of(0, 1), new SizeFormula(0), new SizeFormula(0), true, List.of());
        return new ProgramPlan(
                "Toy",
                1,
                List.of(new ProgramPlan.Axis("sourceTokens", 6), new ProgramPlan.Axis("tokens", 4)),
                List.of(
                        new ProgramPlan.Input("source.ids", "source token id", 0, 50),
                        new ProgramPlan.Input("ids", "token id", 1, 100)),
                List.of(),
                0,
                List.of(forward));
    }

    @Test
    void nothingIsNoBatch() {
        refusal(Reason.EMPTY_BATCH, -1, -1, () -> Batch.of());
        refusal(Reason.EMPTY_BATCH, -1, -1, () -> Batch.of(List.of()));
        refusal(Reason.EMPTY_SEQUENCE, 1, -1, () -> Batch.of(new int[] {1}, new int[0]));
    }

    @Test
    void segmentsMustBeOneForEachToken() {
        List<int[]> ids = List.of(new int[] {1}, new int[] {2, 3});
        refusal(Reason.SEGMENTS, -1, -1, () -> Batch.of(ids, List.of(new int[] {0})));
        refusal(Reason.SEGMENTS, 1, -1, () -> Batch.of(ids, List.of(new int[] {0}, new int[] {0})));
    }

    @Test
    void moreTokensThanCanBeCountedAreRefused() {
        List<int[]> endless = Collections.nCopies(1 << 12, new int[1 << 20]); // 2^32 tokens, one array
        InputException refused = refusal(Reason.TOO_MANY_TOKENS, 2047, -1, () -> Batch.of(endless));
        assertTrue(refused.getMessage().contains("split"), refused.getMessage());
    }

    @Test
    void idsOutsideTheVocabularyAreNamedByPlaceAndLimit() {
        InputException refused = refusal(
                Reason.ID_OUTSIDE_VOCABULARY, 1, 2, () -> check(Batch.of(new int[] {99}, new int[] {0, 1, 100})));
        assertEquals(
                "sequence 1, position 2: token id 100 is outside the vocabulary of Toy, 0 to 99: use the model's own"
                        + " tokenizer",
                refused.getMessage());
        refusal(Reason.ID_OUTSIDE_VOCABULARY, 0, 0, () -> check(Batch.of(new int[] {-1})));
        refusal(Reason.ID_OUTSIDE_VOCABULARY, 0, 0, () -> check(Batch.of(new int[] {Integer.MIN_VALUE})));
    }

    @Test
    void aSequenceLongerThanTheContextIsRefused() {
        check(Batch.of(new int[4]));
        InputException refused =
                refusal(Reason.SEQUENCE_TOO_LONG, 1, -1, () -> check(Batch.of(new int[4], new int[5])));
        assertTrue(refused.getMessage().contains("5 tokens; Toy reads at most 4"), refused.getMessage());
    }

    @Test
    void segmentsTheModelDoesNotHaveAreRefused() {
        List<int[]> ids = List.of(new int[] {1, 1});
        refusal(Reason.SEGMENTS, 0, 1, () -> check(Batch.of(ids, List.of(new int[] {1, 2}))));
        refusal(Reason.SEGMENTS, 0, 0, () -> check(Batch.of(ids, List.of(new int[] {-1, 0}))));
        Batch segmented = Batch.of(ids, List.of(new int[] {0, 0}));
        refusal(Reason.SEGMENTS, -1, -1, () -> segmented.inputs(plan(0)));
    }

    @Test
    void segmentsOfATokenizerReachModelsThatHaveThem() {
        Batch texts = Batch.ofTexts(List.of(new int[] {7, 8}), List.of(new int[] {0, 1}));
        check(texts);
        Frame call = new Frame();
        texts.into(call, PLAN, 0, new int[16]);
        assertArrayEquals(new int[] {0, 1}, call.indices(PLAN.inputNumber(InputNames.SEGMENTS)));
        texts.into(call, plan(0), 0, new int[16]); // has none, and reads none
        Batch given = Batch.of(List.of(new int[] {7, 8}), List.of(new int[] {0, 1}));
        refusal(Reason.SEGMENTS, -1, -1, () -> given.into(call, plan(0), 0, new int[16]));
    }
}
