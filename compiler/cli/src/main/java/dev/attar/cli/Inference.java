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

    /** A request as the model reads it. */
    private record Sequence(Request request, int[] ids, int[] segments) {
        boolean hasSegments() {
            return request instanceof Request.OfIds given && !given.segments().isEmpty()
                    || Arrays.stream(segments).anyMatch(s -> s != 0);
        }
    }

    /** Runs all requests and prints each result as soon as it is there. */
    Done run(Iterator<Request> requests, ResultPrinter printer) {
        Done all = new Done(0, 0, 0);
        while (requests.hasNext()) {
            List<Sequence> sequences = new ArrayList<>();
            int tokens = 0;
            while (requests.hasNext() && sequences.size() < MOST_SEQUENCES && tokens < ENOUGH_TOKENS) {
                Sequence next = sequence(requests.next());
                sequences.add(next);
                tokens += next.ids.length;
            }
            all = all.plus(run(sequences, printer));
        }
        printer.end();
        return all;
    }

    private Done run(List<Sequence> sequences, ResultPrinter printer) {
        long begin = System.nanoTime();
        Batch batch;
        Matrix result;
        try {
            batch = batch(sequences);
            result = session.run(batch, output);
        } catch (InputException e) {
            if (e.sequence() < 0) {
                throw e;
            }
            Request request = sequences.get(e.sequence()).request;
            throw new InputException(e.reason(), e.sequence(), e.position(), located(e.getMessage(), request.place()));
        }
        Done done = new Done(sequences.size(), batch.tokens(), System.nanoTime() - begin);
        for (int i = 0; i < sequences.size(); i++) {
            printer.print(result(sequences.get(i), i, batch, result));
        }
        return done;
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
                    case Request.OfText text -> text.text();
                    case Request.OfIds ids -> ids.ids().toString();
                },
                sequence.ids,
                perToken ? new int[] {rows, columns} : new int[] {columns},
                Arrays.copyOfRange(result.values(), first * columns, (first + rows) * columns));
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
