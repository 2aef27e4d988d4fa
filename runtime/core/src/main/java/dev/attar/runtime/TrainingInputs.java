package dev.attar.runtime;

import dev.attar.runtime.InputException.Reason;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.InputNames;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.training.DropoutSeed;
import dev.attar.runtime.training.Labels;
import dev.attar.runtime.training.UpdateSettings;
import java.util.HashMap;
import java.util.Map;

/** What an entry point of training is given, by the names that it declares. */
final class TrainingInputs {
    private final ProgramPlan plan;
    private final EntryPlan entry;
    private final Map<String, int[]> indices = new HashMap<>();
    private final Map<String, float[]> floats = new HashMap<>();
    private Batch tokens;
    private Batch source; // null: none

    /** @throws InputException when the labels are not those of the loss, or there are too few or too many */
    TrainingInputs(ProgramPlan plan, EntryPlan entry, TrainingBatch batch) {
        this.plan = plan;
        this.entry = entry;
        this.tokens = batch.tokens();
        tokens.inputs(plan); // refuses segments of a model without
        indices.put(InputNames.IDS, tokens.ids());
        indices.put(InputNames.SEGMENTS, tokens.hasSegments() ? tokens.segments() : new int[tokens.tokens()]);
        batch.source().ifPresent(given -> {
            if (given.hasSegments() && plan.inputNumber("source.segments") < 0) {
                String message = plan.model() + " has no segments of sources, but the batch has: leave them out";
                throw new InputException(Reason.SEGMENTS, -1, -1, message);
            }
            source = given;
            indices.put("source.ids", given.ids());
            indices.put("source.segments", given.hasSegments() ? given.segments() : new int[given.tokens()]);
        });
        DropoutSeed seed = batch.dropout();
        indices.put("seed", new int[] {
            (int) seed.key(),
            (int) (seed.key() >>> 32),
            seed.tokensBefore(),
            seed.sequencesBefore(),
            seed.sourceTokensBefore()
        });
        switch (batch.labels()) {
            case Labels.None() -> {}
            case Labels.Classes(int[] labels) -> indices.put("labels", labels);
            case Labels.Numbers(float[] targets) -> floats.put("targets", targets);
            case Labels.Spans(int[] starts, int[] ends) -> {
                indices.put("starts", starts);
                indices.put("ends", ends);
            }
        }
        refuseLabels(batch.labels());
    }

    /** Labels that nobody reads were meant for another loss. */
    private void refuseLabels(Labels labels) {
        String name = switch (labels) {
            case Labels.None() -> "";
            case Labels.Classes _ -> "labels";
            case Labels.Numbers _ -> "targets";
            case Labels.Spans _ -> "starts";
        };
        boolean read = entry.inputs().stream()
                        .anyMatch(i -> plan.inputs().get(i).name().equals(name))
                || entry.given().stream().anyMatch(given -> given.name().equals(name));
        if (!read && !name.isEmpty()) {
            String message =
                    "the loss of " + plan.model() + " has no use for " + name + ": give labels of its own kind";
            throw new InputException(Reason.MISSING_INPUT, -1, -1, message);
        }
    }

    TrainingInputs(ProgramPlan plan, EntryPlan entry, UpdateSettings settings) {
        this.plan = plan;
        this.entry = entry;
        floats.put("rate", new float[] {(float) settings.rate()});
        floats.put("count", new float[] {(float) settings.count()});
        float[] corrections = new float[2];
        for (int i = 0; i < plan.parameters().orElseThrow().betas().size(); i++) {
            double beta = plan.parameters().orElseThrow().betas().get(i);
            corrections[i] = (float) (1 - Math.pow(beta, settings.step()));
        }
        floats.put("corrections", corrections);
    }

    /** Fills a frame for a call of the entry point. */
    void into(Frame frame, int number) {
        frame.begin(number, tokens.sequences());
        for (int axis : entry.axes()) {
            frame.axis(axis, along(axis).starts());
        }
        for (int input : entry.inputs()) {
            ProgramPlan.Input declared = plan.inputs().get(input);
            int[] values = indices.get(declared.name());
            if (values == null) {
                throw missing(declared.name());
            }
            int needed = declared.kind() == ProgramPlan.Input.Kind.WORDS
                    ? declared.limit()
                    : declared.axis() < 0
                            ? tokens.sequences()
                            : along(declared.axis()).tokens();
            if (values.length != needed) {
                throw wrong(declared.name(), values.length, needed);
            }
            frame.indices(input, values);
        }
    }

    /** The sequences whose tokens are the rows of an axis. */
    private Batch along(int axis) {
        if (plan.axes().get(axis).name().equals(InputNames.TOKENS)) {
            return tokens;
        }
        if (source == null || source.sequences() != tokens.sequences()) {
            String message = plan.model() + " reads a source for each sequence: give as many as there are sequences";
            throw new InputException(Reason.MISSING_INPUT, -1, -1, message);
        }
        return source;
    }

    /** Copies the floats that an entry point is given to where it finds them. */
    void copy(EntryPlan.Output given, Frame frame, float[] arena) {
        float[] values = floats.get(given.name());
        if (values == null) {
            throw missing(given.name());
        }
        int rows = given.rows().count(frame);
        int columns = given.columns();
        if (values.length != rows * columns) {
            throw wrong(given.name(), values.length, rows * columns);
        }
        int begin = Math.toIntExact(given.begin().floats(frame));
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * columns, arena, begin + row * given.stride(), columns);
        }
    }

    private InputException missing(String name) {
        String message = "the loss of " + plan.model() + " needs " + name + ": give labels of that kind";
        return new InputException(Reason.MISSING_INPUT, -1, -1, message);
    }

    private InputException wrong(String name, int found, int needed) {
        String message = "there are " + found + " " + name + " for " + plan.model() + ", and the batch needs " + needed;
        return new InputException(Reason.MISSING_INPUT, -1, -1, message);
    }
}
