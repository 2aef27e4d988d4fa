package dev.attar.runtime.generate;

import dev.attar.runtime.decode.Decoder;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.decode.Translator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A model written by hand: logits are a function of the tokens so far. It keeps to the contract of {@link Decoder} to the letter, and
 * counts what it is asked for.
 */
class TableModel implements Decoder {
    private final int vocabulary;
    private final int context;
    private final Function<int[], float[]> logits;
    int steps;
    int tokens;
    int open;
    int longestExtension;
    long bytesPerToken;

    TableModel(int vocabulary, int context, Function<int[], float[]> logits) {
        this.vocabulary = vocabulary;
        this.context = context;
        this.logits = logits;
    }

    /** Logits that look random and depend on the last {@code order} tokens. */
    static Text random(int vocabulary, int context, int order, long seed) {
        return new Text(vocabulary, context, tokens -> {
            long state = seed;
            for (int i = Math.max(0, tokens.length - order); i < tokens.length; i++) {
                state = state * 6364136223846793005L + tokens[i] + 1442695040888963407L;
            }
            float[] row = new float[vocabulary];
            for (int i = 0; i < vocabulary; i++) {
                row[i] = (float) (6 * Randomness.at(state, i));
            }
            return row;
        });
    }

    /** After a token always the same logits. */
    static Text ofLast(int context, float[]... rows) {
        return new Text(rows[0].length, context, tokens -> rows[tokens[tokens.length - 1]]);
    }

    /** A model whose likeliest text is this, whatever was given; then it repeats the last token. */
    static Text saying(int vocabulary, int given, int... text) {
        return new Text(vocabulary, given + text.length + 8, tokens -> {
            float[] row = new float[vocabulary];
            row[text[Math.clamp(tokens.length - given, 0, text.length - 1)]] = 5;
            return row;
        });
    }

    /** The logits after these tokens. */
    float[] row(int... seen) {
        return logits.apply(seen);
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public int context() {
        return context;
    }

    @Override
    public long bytesPerToken() {
        return bytesPerToken;
    }

    /** The table as a language model. */
    static final class Text extends TableModel implements LanguageModel {
        Text(int vocabulary, int context, Function<int[], float[]> logits) {
            super(vocabulary, context, logits);
        }

        @Override
        public Sequence begin() {
            return this.new Tokens(new int[0], new int[0], 0);
        }
    }

    @Override
    public void extend(DecoderBatch batch) {
        steps++;
        tokens += batch.tokens();
        float[] room = batch.room(vocabulary);
        for (int i = 0; i < batch.count(); i++) {
            Tokens sequence = (Tokens) batch.sequence(i);
            longestExtension = Math.max(longestExtension, batch.length(i));
            if (sequence.closed || sequence.owner() != this || sequence.length() + batch.length(i) > context) {
                throw new IllegalStateException("extension " + i + " is not allowed");
            }
        }
        for (int i = 0; i < batch.count(); i++) {
            Tokens sequence = (Tokens) batch.sequence(i);
            sequence.last = sequence.length();
            int row = batch.row(i);
            for (int t = batch.starts()[i]; t < batch.starts()[i + 1]; t++) {
                sequence.add(batch.ids()[t]);
                boolean wanted = switch (batch.wanted(i)) {
                    case NONE -> false;
                    case LAST -> t == batch.starts()[i + 1] - 1;
                    case ALL -> true;
                };
                if (wanted) {
                    System.arraycopy(logits.apply(sequence.seen()), 0, room, row++ * vocabulary, vocabulary);
                }
            }
        }
    }

    /** The table as a translator, which reads a source before each text. */
    static final class WithSource extends TableModel implements Translator {
        private final int sourceContext;

        WithSource(int vocabulary, int context, int sourceContext, Function<int[], float[]> logits) {
            super(vocabulary, context, logits);
            this.sourceContext = sourceContext;
        }

        @Override
        public int sourceContext() {
            return sourceContext;
        }

        @Override
        public int sourceVocabulary() {
            return vocabulary();
        }

        @Override
        public long bytesPerSourceToken() {
            return 0;
        }

        @Override
        public List<Sequence> begin(List<int[]> sources) {
            List<Sequence> sequences = new ArrayList<>();
            sources.forEach(source -> sequences.add(this.new Tokens(source.clone(), new int[0], 0)));
            return sequences;
        }
    }

    final class Tokens implements Sequence {
        private final int[] source;
        private int[] tokens;
        private int last;
        private boolean closed;

        Tokens(int[] source, int[] tokens, int last) {
            this.source = source;
            this.tokens = tokens;
            this.last = last;
            open++;
        }

        TableModel owner() {
            return TableModel.this;
        }

        void add(int token) {
            tokens = Arrays.copyOf(tokens, tokens.length + 1);
            tokens[tokens.length - 1] = token;
        }

        /** What the table sees: the source, then the tokens. */
        int[] seen() {
            int[] all = Arrays.copyOf(source, source.length + tokens.length);
            System.arraycopy(tokens, 0, all, source.length, tokens.length);
            return all;
        }

        @Override
        public int length() {
            return tokens.length;
        }

        @Override
        public Sequence fork() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            return new Tokens(source, tokens.clone(), last);
        }

        @Override
        public void truncate(int length) {
            if (closed || length < last || length > tokens.length) {
                throw new IllegalArgumentException("cannot cut " + tokens.length + " tokens to " + length);
            }
            tokens = Arrays.copyOf(tokens, length);
        }

        @Override
        public void close() {
            open -= closed ? 0 : 1;
            closed = true;
        }
    }
}
