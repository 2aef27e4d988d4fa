package dev.attar.examples.benchmarks.gpu;

import dev.attar.runtime.Session;
import dev.attar.runtime.decode.Decoder;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.Decoders;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.decode.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sequences that go on in random cuts, and are forked, by a decoder that keeps and by one that computes everything anew. */
final class StepCheck {
    private static final int ROUNDS = 12;

    private final Random random = new Random(7);
    private final Decoder steps;
    private final Decoder whole;
    private final List<Sequence> kept = new ArrayList<>();
    private final List<Sequence> anew = new ArrayList<>();

    StepCheck(Session session) {
        boolean translates = Decoders.isTranslator(session);
        steps = translates ? Decoders.translator(session) : Decoders.languageModel(session);
        whole = translates ? Decoders.wholeTranslator(session) : Decoders.wholeLanguageModel(session);
    }

    /** @return how many rows of logits were compared */
    int run() {
        int rows = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 4 == 0) begin();
            if (round % 4 == 2) {
                int parent = random.nextInt(kept.size());
                kept.add(kept.get(parent).fork());
                anew.add(anew.get(parent).fork());
            }
            rows += extend();
        }
        kept.forEach(Sequence::close);
        anew.forEach(Sequence::close);
        return rows;
    }

    private void begin() {
        if (steps instanceof Translator translator && whole instanceof Translator other) {
            List<int[]> sources = List.of(random.ints(1 + random.nextInt(40), 0, translator.sourceVocabulary())
                    .toArray());
            kept.addAll(translator.begin(sources));
            anew.addAll(other.begin(sources));
        } else {
            kept.add(((LanguageModel) steps).begin());
            anew.add(((LanguageModel) whole).begin());
        }
    }

    private int extend() {
        DecoderBatch one = new DecoderBatch();
        DecoderBatch other = new DecoderBatch();
        for (int i = 0; i < kept.size(); i++) {
            int room = steps.context() - kept.get(i).length();
            int many = Math.min(room, random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 1);
            if (many == 0) continue;
            int[] ids = random.ints(many, 0, steps.vocabulary()).toArray();
            Logits wanted = random.nextBoolean() ? Logits.ALL : Logits.LAST;
            one.add(kept.get(i), ids, wanted);
            other.add(anew.get(i), ids, wanted);
        }
        steps.extend(one);
        whole.extend(other);
        for (int i = 0; i < one.rows() * steps.vocabulary(); i++) {
            if (Float.floatToRawIntBits(one.logits()[i]) != Float.floatToRawIntBits(other.logits()[i]))
                throw new IllegalStateException("a step gives " + one.logits()[i] + ", the whole " + other.logits()[i]);
        }
        return one.rows();
    }
}
