package dev.attar.compiler.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.fixture.SameBits;
import dev.attar.runtime.InputException;
import dev.attar.runtime.Session;
import dev.attar.runtime.decode.Decoder;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.decode.Translator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Conversations with a decoder that keeps what it has computed, and the same with one that computes everything anew: random cuts, forks
 * that come and go, several in a batch. Both give the same bits.
 */
final class Talk {
    private static final int ROUNDS = 15;

    private final Random random;
    private final Decoder steps;
    private final Decoder whole;
    private final List<Sequence> fast = new ArrayList<>();
    private final List<Sequence> slow = new ArrayList<>();

    /**
     * @param session of the decoder that keeps
     * @param all of the one that does not
     */
    Talk(Session session, Session all, Random random) {
        this.random = random;
        boolean translates = Decoders.isTranslator(session);
        this.steps = translates ? Decoders.translator(session) : Decoders.languageModel(session);
        this.whole = translates ? Decoders.wholeTranslator(all) : Decoders.wholeLanguageModel(all);
    }

    void run() {
        if (steps instanceof Translator translator) {
            refuseAlike(translator, (Translator) whole);
        }
        begin();
        for (int round = 0; round < ROUNDS; round++) {
            switch (random.nextInt(8)) {
                case 0 -> begin();
                case 1 -> fork();
                case 2 -> end();
                default -> extend();
            }
        }
        fast.forEach(Sequence::close);
        slow.forEach(Sequence::close);
    }

    private void begin() {
        if (steps instanceof Translator translator) {
            int[] one = random.ints(1 + random.nextInt(20), 0, translator.sourceVocabulary())
                    .toArray();
            int[] other = random.ints(3, 0, translator.sourceVocabulary()).toArray();
            fast.addAll(translator.begin(List.of(one, other)));
            slow.addAll(((Translator) whole).begin(List.of(one, other)));
        } else {
            fast.add(((LanguageModel) steps).begin());
            slow.add(((LanguageModel) whole).begin());
        }
    }

    /** Sources that no translator reads are refused in the same words, before anything is kept of them. */
    private void refuseAlike(Translator one, Translator other) {
        int[] good = {1, 2};
        for (int[] bad : List.of(new int[0], new int[one.sourceContext() + 1], new int[] {0, one.sourceVocabulary()})) {
            InputException first = assertThrows(InputException.class, () -> one.begin(List.of(good, bad)));
            InputException second = assertThrows(InputException.class, () -> other.begin(List.of(good, bad)));
            assertEquals(first.getMessage(), second.getMessage());
            assertEquals(first.reason(), second.reason());
            assertEquals(1, first.sequence());
        }
    }

    private void fork() {
        if (fast.isEmpty()) return;
        int parent = random.nextInt(fast.size());
        fast.add(fast.get(parent).fork());
        slow.add(slow.get(parent).fork());
        if (slow.get(parent).length() > 0 && random.nextBoolean()) {
            int last = fast.size() - 1;
            fast.get(last).truncate(fast.get(last).length()); // as it is
            slow.get(last).truncate(slow.get(last).length());
        }
    }

    private void end() {
        if (fast.isEmpty()) return;
        int which = random.nextInt(fast.size());
        fast.remove(which).close();
        slow.remove(which).close();
    }

    private void extend() {
        DecoderBatch quick = new DecoderBatch();
        DecoderBatch sure = new DecoderBatch();
        for (int i = 0; i < fast.size(); i++) {
            int room = steps.context() - fast.get(i).length();
            if (room == 0 || random.nextInt(4) == 0) continue;
            int many = Math.min(room, 1 + random.nextInt(random.nextInt(3) == 0 ? 24 : 3));
            int[] ids = random.ints(many, 0, steps.vocabulary()).toArray();
            Logits wanted = Logits.values()[random.nextInt(3)];
            quick.add(fast.get(i), ids, wanted);
            sure.add(slow.get(i), ids, wanted);
        }
        if (quick.count() == 0) return;
        steps.extend(quick);
        whole.extend(sure);
        assertEquals(sure.rows(), quick.rows());
        int floats = sure.rows() * whole.vocabulary();
        SameBits.check(
                Arrays.copyOf(sure.logits(), floats), Arrays.copyOf(quick.logits(), floats), "logits of a batch");
        for (int i = 0; i < quick.count(); i++) {
            Sequence sequence = quick.sequence(i);
            if (quick.length(i) > 1 && random.nextInt(3) == 0) {
                int kept = sequence.length() - random.nextInt(quick.length(i));
                sequence.truncate(kept);
                sure.sequence(i).truncate(kept);
            }
        }
    }
}
