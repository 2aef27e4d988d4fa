package dev.attar.runtime.text.task;

import dev.attar.runtime.Batch;
import dev.attar.runtime.InputException;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.TextException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Runs a model over any number of texts, some sequences at a time: enough to keep its threads busy, few enough to need little
 * memory. A text may be several sequences. What is together in a batch changes no result.
 *
 * @param perToken whether the model gives a row for each token, not for each sequence
 * @param mostSequences in one call of the model
 */
record BatchedTexts(Function<Batch, Matrix> model, boolean perToken, int mostSequences) {
    private static final int MOST_SEQUENCES = 64;
    private static final int ENOUGH_TOKENS = 4096;
    private static final Pattern SEQUENCE = Pattern.compile("^sequence \\d+");

    /** Makes the result of a text of its sequences and of the model's rows for each of them. */
    interface Finish<T, R> {
        R of(T text, List<EncodedText> sequences, List<Matrix> rows);
    }

    /** A text whose sequences are not all computed yet. */
    private record Open<T>(int number, T text, List<EncodedText> sequences, List<Matrix> rows) {
        boolean isComplete() {
            return rows.size() == sequences.size();
        }
    }

    static BatchedTexts ofSequences(SequenceScores model) {
        return new BatchedTexts(model::of, false, MOST_SEQUENCES);
    }

    static BatchedTexts ofTokens(TokenScores model) {
        return new BatchedTexts(model::of, true, MOST_SEQUENCES);
    }

    /** For results of many columns: one sequence in a call. */
    static BatchedTexts oneByOne(TokenScores model) {
        return new BatchedTexts(model::of, true, 1);
    }

    /**
     * The results of texts, in their order.
     *
     * @throws TextException when a text is refused; with its number where there are several
     */
    <T, R> List<R> map(List<T> texts, Function<T, List<EncodedText>> encoding, Finish<T, R> finish) {
        List<R> results = new ArrayList<>(texts.size());
        Deque<Open<T>> open = new ArrayDeque<>();
        List<Open<T>> owners = new ArrayList<>();
        List<EncodedText> sequences = new ArrayList<>();
        int tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            Open<T> text = new Open<>(i, texts.get(i), encoded(texts, i, encoding), new ArrayList<>());
            open.add(text);
            for (EncodedText sequence : text.sequences) {
                owners.add(text);
                sequences.add(sequence);
                tokens += sequence.length();
                if (sequences.size() == mostSequences || tokens >= ENOUGH_TOKENS) {
                    run(owners, sequences, texts.size());
                    tokens = 0;
                }
            }
            while (!open.isEmpty() && open.getFirst().isComplete()) {
                results.add(finished(open.removeFirst(), finish));
            }
        }
        run(owners, sequences, texts.size());
        open.forEach(text -> results.add(finished(text, finish)));
        return results;
    }

    /** Why a text is refused, whatever the model: by its tokenizer, or because it has no tokens at all; empty: it is not. */
    static Optional<RuntimeException> refusal(Supplier<List<EncodedText>> encoding) {
        try {
            for (EncodedText sequence : encoding.get()) {
                Batch.of(sequence.ids());
            }
            return Optional.empty();
        } catch (TextException | InputException refused) {
            return Optional.of(refused);
        }
    }

    /** The place of a text among several, for messages. */
    static String place(int text, int of) {
        return "text " + (text + 1) + " of " + of;
    }

    private static <T> List<EncodedText> encoded(List<T> texts, int number, Function<T, List<EncodedText>> encoding) {
        try {
            return encoding.apply(texts.get(number));
        } catch (TextException refused) {
            throw texts.size() == 1 ? refused : refused.at(place(number, texts.size()));
        }
    }

    private static <T, R> R finished(Open<T> text, Finish<T, R> finish) {
        return finish.of(text.text, text.sequences, text.rows);
    }

    /** Computes the sequences, hands each owner its rows, and empties both lists. */
    private <T> void run(List<Open<T>> owners, List<EncodedText> sequences, int texts) {
        if (sequences.isEmpty()) {
            return;
        }
        Batch batch;
        Matrix result;
        try {
            batch = Batch.ofTexts(
                    sequences.stream().map(EncodedText::ids).toList(),
                    sequences.stream().map(EncodedText::segments).toList());
            result = model.apply(batch);
        } catch (InputException refused) {
            throw refused.sequence() < 0 ? refused : at(owners.get(refused.sequence()).number, texts, refused);
        }
        check(batch, result);
        for (int i = 0; i < sequences.size(); i++) {
            owners.get(i).rows.add(rows(batch, i, result));
        }
        owners.clear();
        sequences.clear();
    }

    /** The model counts the sequences of a call; the caller wants to hear of a text. */
    private static InputException at(int text, int texts, InputException refused) {
        String message = SEQUENCE.matcher(refused.getMessage()).replaceFirst(place(text, texts));
        return new InputException(refused.reason(), text, refused.position(), message);
    }

    private void check(Batch batch, Matrix result) {
        int expected = perToken ? batch.tokens() : batch.sequences();
        if (result.rows() != expected) {
            throw new IllegalArgumentException("the model gives " + result.rows() + " rows for " + batch.sequences()
                    + " sequences of " + batch.tokens() + " tokens: give the method of a head that has one for each "
                    + (perToken ? "token" : "sequence"));
        }
    }

    private Matrix rows(Batch batch, int sequence, Matrix result) {
        int first = perToken ? batch.start(sequence) : sequence;
        int count = perToken ? batch.length(sequence) : 1;
        if (count == result.rows()) {
            return result;
        }
        int columns = result.columns();
        return new Matrix(
                count, columns, Arrays.copyOfRange(result.values(), first * columns, (first + count) * columns));
    }
}
