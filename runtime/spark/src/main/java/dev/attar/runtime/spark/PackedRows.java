package dev.attar.runtime.spark;

import dev.attar.runtime.Batch;
import dev.attar.runtime.InputException;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.TextException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The rows of a partition with their answers. Rows are taken until they have so many tokens together, and computed as one ragged
 * batch; nothing is padded, and a row's bits do not depend on the batch that it is in. A row whose text the model cannot take
 * gets nulls and the reason.
 */
final class PackedRows implements Iterator<Row> {
    private static final int MOST_ROWS = 4096; // bad rows have no tokens

    private final Iterator<Row> rows;
    private final int column;
    private final LoadedModel model;
    private final Answers answers;
    private final LongInput longTexts;
    private final int batchTokens;
    private final Queue<Row> done = new ArrayDeque<>();

    PackedRows(
            Iterator<Row> rows, int column, LoadedModel model, Answers answers, LongInput longTexts, int batchTokens) {
        this.rows = rows;
        this.column = column;
        this.model = model;
        this.answers = answers;
        this.longTexts = longTexts;
        this.batchTokens = batchTokens;
    }

    /** A row that waits for its answer; without tokens where it is a bad one. */
    private record Waiting(Row row, String text, Optional<EncodedText> tokens, String wrong) {}

    @Override
    public boolean hasNext() {
        return !done.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
        if (done.isEmpty()) {
            if (!rows.hasNext()) {
                throw new NoSuchElementException("the partition has no more rows");
            }
            List<Waiting> pack = new ArrayList<>();
            int tokens = 0;
            while (rows.hasNext() && tokens < batchTokens && pack.size() < MOST_ROWS) {
                Waiting waiting = read(rows.next());
                tokens += waiting.tokens().map(EncodedText::length).orElse(0);
                pack.add(waiting);
            }
            answer(pack);
        }
        return done.remove();
    }

    private Waiting read(Row row) {
        if (row.isNullAt(column)) {
            return new Waiting(row, null, Optional.empty(), "the text is null");
        }
        String text = row.getString(column);
        try {
            EncodedText tokens = model.tokenizer().encode(text, longTexts).getFirst();
            return tokens.length() == 0
                    ? new Waiting(row, text, Optional.empty(), "the text has no tokens")
                    : new Waiting(row, text, Optional.of(tokens), null);
        } catch (TextException refused) {
            return new Waiting(row, text, Optional.empty(), refused.getMessage());
        }
    }

    /** Computes a pack; a text that the model refuses becomes a bad row, and the others are tried again. */
    private void answer(List<Waiting> pack) {
        List<Waiting> rest = new ArrayList<>(pack);
        while (true) {
            List<Integer> good = new ArrayList<>();
            for (int i = 0; i < rest.size(); i++) {
                if (rest.get(i).tokens().isPresent()) {
                    good.add(i);
                }
            }
            if (good.isEmpty()) {
                rest.forEach(waiting -> done.add(bad(waiting)));
                return;
            }
            Batch batch = Batch.of(good.stream()
                    .map(i -> rest.get(i).tokens().orElseThrow().ids())
                    .toList());
            try {
                hand(rest, answers.compute(model, batch));
                return;
            } catch (InputException refused) {
                if (refused.sequence() < 0) {
                    throw refused;
                }
                int number = good.get(refused.sequence());
                Waiting wrong = rest.get(number);
                rest.set(number, new Waiting(wrong.row(), wrong.text(), Optional.empty(), refused.getMessage()));
            }
        }
    }

    private void hand(List<Waiting> pack, Matrix result) {
        int first = 0;
        for (Waiting waiting : pack) {
            if (waiting.tokens().isEmpty()) {
                done.add(bad(waiting));
                continue;
            }
            EncodedText tokens = waiting.tokens().get();
            done.add(extended(waiting.row(), answers.of(model, waiting.text(), tokens, result, first), null));
            first += answers.rows(tokens);
        }
    }

    private Row bad(Waiting waiting) {
        return extended(waiting.row(), new Object[answers.columns()], waiting.wrong());
    }

    private static Row extended(Row row, Object[] answer, String wrong) {
        Object[] values = new Object[row.size() + answer.length + 1];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        System.arraycopy(answer, 0, values, row.size(), answer.length);
        values[values.length - 1] = wrong;
        return RowFactory.create(values);
    }
}
