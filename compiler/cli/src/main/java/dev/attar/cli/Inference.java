package dev.attar.cli;

import dev.attar.runtime.Batch;
import dev.attar.runtime.InputException;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Session;
import dev.attar.runtime.kernel.EntryPlan.Rows;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.LongInput;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs requests through a session, some at a time: enough to keep its threads busy, few enough to need little memory. What
 * is together in a batch changes no bit of any result.
 *
 * @param output index of the wanted output in the plan
 */
record Inference(Session session, int output, Optional<Tokenizer> tokenizer, LongInput longInput) {
    private static final int MOST_SEQUENCES = 64;
    private static final int ENOUGH_TOKENS = 4096;
    private static final Pattern WHERE = Pattern.compile("^sequence \\d+(, position (?<position>\\d+))?");

    /** How much was done. */
    record Done(int sequences, long tokens, long nanos) {
        Done plus(Done more) {
            return new Done(sequences + more.sequences, tokens + more.tokens, nanos + more.nanos);
        }
    }

    /** What became of a request before the model is called. */
    private sealed interface Read {}

    /** It is not a request, or one that the model cannot take. */
    private record Refused(RuntimeException why) implements Read {}

    /** A request as the model reads it. */
    private record Sequence(Request request, int[] ids, int[] segments) implements Read {
        boolean hasSegments() {
            return request instanceof Request.OfIds given && !given.segments().isEmpty()
                    || Arrays.stream(segments).anyMatch(s -> s != 0);
        }
    }

    /** Runs all requests and prints each result as soon as it is there; the first that is refused ends it. */
    Done run(Iterator<Request> requests, ResultPrinter printer) {
        return run(requests, printer, RefusedInputs.STOP);
    }

    /**
     * Runs all requests and prints each result as soon as it is there.
     *
     * @param refused hears of each request that is refused, in the order of the results; what it throws ends the run
     */
    Done run(Iterator<Request> requests, ResultPrinter printer, RefusedInputs refused) {
        Done all = new Done(0, 0, 0);
        while (requests.hasNext()) {
            List<Read> some = new ArrayList<>();
            int tokens = 0;
            while (requests.hasNext() && some.size() < MOST_SEQUENCES && tokens < ENOUGH_TOKENS) {
                try {
                    Sequence next = sequence(requests.next());
                    some.add(next);
                    tokens += next.ids.length;
                } catch (Refusal e) {
                    refused.mayGoOn(e);
                    some.add(new Refused(e));
                }
            }
            all = all.plus(run(some, printer, refused));
        }
        printer.end();
        return all;
    }

    private Done run(List<Read> some, ResultPrinter printer, RefusedInputs refused) {
        long begin = System.nanoTime();
        while (true) {
            List<Sequence> sequences = some.stream()
                    .filter(Sequence.class::isInstance)
                    .map(Sequence.class::cast)
                    .toList();
            try {
                Optional<Batch> batch = sequences.isEmpty() ? Optional.empty() : Optional.of(batch(sequences));
                Optional<Matrix> result = batch.map(given -> session.run(given, output));
                long nanos = System.nanoTime() - begin;
                print(some, batch, result, printer, refused);
                return new Done(sequences.size(), batch.map(Batch::tokens).orElse(0), nanos);
            } catch (InputException e) {
                if (e.sequence() < 0) {
                    throw e;
                }
                Sequence one = sequences.get(e.sequence());
                InputException located = new InputException(
                        e.reason(), e.sequence(), e.position(), located(e.getMessage(), one.request.place()));
                refused.mayGoOn(located);
                some.set(some.indexOf(one), new Refused(located)); // and the others once more: nothing was computed
            }
        }
    }

    private void print(
            List<Read> some,
            Optional<Batch> batch,
            Optional<Matrix> result,
            ResultPrinter printer,
            RefusedInputs refused) {
        int number = 0;
        for (Read one : some) {
            switch (one) {
                case Refused(RuntimeException why) -> {
                    refused.refused(why);
                    printer.refused(why);
                }
                case Sequence sequence -> {
                    ModelResult made = result(sequence, number++, batch.orElseThrow(), result.orElseThrow());
                    try {
                        printer.print(made);
                    } catch (Refusal e) {
                        refused.mayGoOn(e);
                        refused.refused(e);
                        printer.refused(e);
                    }
                }
            }
        }
    }

    /** The runtime counts sequences and positions of a batch from 0, the command line what was given to it from 1. */
    private static String located(String message, String place) {
        Matcher where = WHERE.matcher(message);
        if (!where.find()) {
            return place + ": " + message;
        }
        String token =
                where.group("position") == null ? "" : ", token " + (Integer.parseInt(where.group("position")) + 1);
        return place + token + message.substring(where.end());
    }

    private static Batch batch(List<Sequence> sequences) {
        List<int[]> ids = sequences.stream().map(Sequence::ids).toList();
        List<int[]> segments = sequences.stream().map(Sequence::segments).toList();
        boolean any = sequences.stream().anyMatch(Sequence::hasSegments);
        return any ? Batch.of(ids, segments) : Batch.of(ids);
    }

    private ModelResult result(Sequence sequence, int index, Batch batch, Matrix result) {
        boolean perToken =
                session.plan().entries().getFirst().outputs().get(output).rows().kind() == Rows.Kind.OF_AXIS;
        int columns = result.columns();
        int first = perToken ? batch.start(index) : index;
        int rows = perToken ? batch.length(index) : 1;
        return new ModelResult(
                switch (sequence.request) {
                    case Request.OfText text ->
                        text.text() + text.pair().map(pair -> " | " + pair).orElse("");
                    case Request.OfIds ids -> ids.ids().toString();
                },
                sequence.ids,
                perToken ? new int[] {rows, columns} : new int[] {columns},
                Arrays.copyOfRange(result.values(), first * columns, (first + rows) * columns),
                sequence.request instanceof Request.OfText text ? Optional.of(text) : Optional.empty());
    }

    private Sequence sequence(Request request) {
        return switch (request) {
            case Request.OfIds given -> {
                int[] ids = ints(given.ids());
                yield new Sequence(
                        given, ids, given.segments().isEmpty() ? new int[ids.length] : ints(given.segments()));
            }
            case Request.OfText given -> {
                EncodedText encoded = new TextReader(tokenizer, longInput).encode(given);
                // A model without segments takes no segment ids, whatever the tokenizer says.
                yield new Sequence(
                        given,
                        encoded.ids(),
                        session.plan().inputNumber("segments") < 0 ? new int[encoded.length()] : encoded.segments());
            }
        };
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
