package dev.attar.runtime.train.data;

import dev.attar.runtime.Batch;
import dev.attar.runtime.TrainingBatch;
import dev.attar.runtime.train.data.Example.Target;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Examples become batches of a task. */
public final class BatchMaker {
    private final Task task;
    private final Optional<Masking> masking;
    private final long seed;

    /** @param masking for tasks with hidden tokens */
    public BatchMaker(Task task, Optional<Masking> masking, long seed) {
        if (task.kind() == Task.Kind.MASKED && masking.isEmpty()) {
            throw new IllegalArgumentException("tokens are to be hidden, and nothing says how");
        }
        this.task = task;
        this.masking = masking;
        this.seed = seed;
    }

    /**
     * Reads examples and makes them one batch.
     *
     * @param epoch decides which tokens are hidden; of validation data always the same number
     */
    public TrainingBatch batch(Dataset data, int[] examples, int epoch, DropoutSeed dropout) {
        List<Example> read = new ArrayList<>(examples.length);
        for (int example : examples) {
            read.add(data.read(example));
        }
        return switch (task.kind()) {
            case PAIRS -> pairs(read, dropout);
            case TRANSLATION -> translations(read, dropout);
            case CLASS, TOKEN_CLASSES, NEXT_TOKEN, MASKED, LABELS, NUMBERS, SPAN ->
                sequences(read, examples, epoch, dropout);
        };
    }

    private TrainingBatch sequences(List<Example> examples, int[] numbers, int epoch, DropoutSeed dropout) {
        List<int[]> ids = new ArrayList<>();
        List<int[]> segments = new ArrayList<>();
        List<int[]> classes = new ArrayList<>();
        List<float[]> floats = new ArrayList<>();
        List<int[]> starts = new ArrayList<>();
        List<int[]> ends = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            Example.Sequence sequence = (Example.Sequence) examples.get(i);
            int[] tokens = sequence.input().ids().clone();
            switch (sequence.target()) {
                case Target.Tokens() -> classes.add(tokens(sequence, tokens, numbers[i], epoch));
                case Target.Classes(int[] labels) -> classes.add(labels);
                case Target.Numbers(float[] values) -> floats.add(values);
                case Target.Place(int start, int end) -> {
                    starts.add(new int[] {start});
                    ends.add(new int[] {end});
                }
            }
            ids.add(tokens);
            segments.add(sequence.input().segments());
        }
        Labels labels = !starts.isEmpty()
                ? new Labels.Spans(joined(starts), joined(ends))
                : !floats.isEmpty() ? new Labels.Numbers(joinedFloats(floats)) : new Labels.Classes(joined(classes));
        return new TrainingBatch(input(ids, segments), labels, dropout);
    }

    private int[] tokens(Example.Sequence sequence, int[] tokens, int example, int epoch) {
        if (task.kind() == Task.Kind.NEXT_TOKEN) {
            return tokens.clone();
        }
        return masking.orElseThrow()
                .hide(
                        tokens,
                        sequence.input().fixed(),
                        task.input().vocabulary(),
                        Randomness.of(seed, 2, epoch, example));
    }

    private TrainingBatch pairs(List<Example> examples, DropoutSeed dropout) {
        List<int[]> ids = new ArrayList<>();
        List<int[]> segments = new ArrayList<>();
        for (boolean anchor : new boolean[] {true, false}) {
            for (Example example : examples) {
                Example.Pair pair = (Example.Pair) example;
                TokenIds side = anchor ? pair.anchor() : pair.positive();
                ids.add(side.ids());
                segments.add(side.segments());
            }
        }
        return new TrainingBatch(input(ids, segments), new Labels.None(), dropout);
    }

    /** The decoder reads the start token and the target without its last token, and is to say the target. */
    private TrainingBatch translations(List<Example> examples, DropoutSeed dropout) {
        List<int[]> sources = new ArrayList<>();
        List<int[]> read = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        for (Example example : examples) {
            Example.Translation translation = (Example.Translation) example;
            int[] target = translation.target().ids();
            int[] shifted = new int[target.length];
            shifted[0] = task.start().orElseThrow();
            System.arraycopy(target, 0, shifted, 1, target.length - 1);
            sources.add(translation.source().ids());
            read.add(shifted);
            labels.add(target);
        }
        return new TrainingBatch(
                Batch.of(read), Optional.of(Batch.of(sources)), new Labels.Classes(joined(labels)), dropout);
    }

    private Batch input(List<int[]> ids, List<int[]> segments) {
        return task.input().segments() > 0 ? Batch.of(ids, segments) : Batch.of(ids);
    }

    private static int[] joined(List<int[]> parts) {
        int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static float[] joinedFloats(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
