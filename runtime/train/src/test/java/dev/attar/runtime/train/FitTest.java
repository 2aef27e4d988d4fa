package dev.attar.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.train.checkpoint.CheckpointException;
import dev.attar.runtime.train.data.Dataset;
import dev.attar.runtime.training.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
    @TempDir
    private Path folder;

    @Test
    void itLearns() throws IOException {
        List<StepReport> steps = new ArrayList<>();
        TrainingResult result = run(new ToyModel(12, 3), "run", steps);
        assertEquals(28, result.steps());
        assertEquals(TrainingResult.End.DONE, result.end());
        assertEquals(0, steps.getFirst().rate());
        assertTrue(result.epochs().getLast().train().get("loss")
                < 0.7 * result.epochs().getFirst().train().get("loss"));
        assertTrue(result.epochs().getLast().validation().get("accuracy") > 0.9);
        assertTrue(Files.size(result.weights().orElseThrow()) > 0);
    }

    @Test
    void aRunIsAFunctionOfItsInputs() throws IOException {
        run(new ToyModel(12, 3), "one", new ArrayList<>());
        run(new ToyModel(12, 3), "two", new ArrayList<>());
        assertSame("one", "two");
    }

    /** Stopped after every possible step, in the middle of epochs, too. */
    @Test
    void resumingGivesTheBitsOfTheRunThatWasNeverStopped() throws IOException {
        run(new ToyModel(12, 3), "whole", new ArrayList<>());
        for (int stop = 1; stop < 28; stop += 9) {
            String name = "stopped" + stop;
            Fit first = fit(new ToyModel(12, 3), name);
            stopAfter(first, stop);
            assertEquals(TrainingResult.End.STOPPED, run(first).end());
            assertFalse(Files.exists(folder.resolve(name).resolve("toy.safetensors")));
            Fit again = fit(new ToyModel(12, 3), name).resume();
            stopAfter(again, stop + 2); // twice
            run(again);
            run(fit(new ToyModel(12, 3), name).resume());
            assertSame("whole", name);
        }
    }

    @Test
    void aRunThatIsOverIsOverWhenResumed() throws IOException {
        run(new ToyModel(12, 3), "whole", new ArrayList<>());
        run(fit(new ToyModel(12, 3), "over"));
        ToyModel model = new ToyModel(12, 3);
        run(fit(model, "over").resume());
        assertEquals(0, model.calls);
        assertSame("whole", "over");
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        run(fit(new ToyModel(12, 3), "run"));
        TrainingException refused = assertThrows(TrainingException.class, () -> run(fit(new ToyModel(12, 3), "run")));
        assertEquals(TrainingException.Reason.FOLDER, refused.reason());
    }

    @Test
    void anotherRunIsNotResumed() throws IOException {
        Fit first = fit(new ToyModel(12, 3), "run");
        stopAfter(first, 5);
        run(first);
        CheckpointException refused = assertThrows(
                CheckpointException.class,
                () -> run(fit(new ToyModel(12, 3), "run").seed(8).resume()));
        assertTrue(refused.getMessage().contains("seed: 7 when it began, 8 now"), refused.getMessage());
    }

    @Test
    void aLossThatIsNoNumberEndsTrainingAndSaysWhere() throws IOException {
        ToyModel model = new ToyModel(12, 3);
        model.poisonedCall = 9;
        float[] before = new float[36];
        Fit fit = fit(model, "run")
                .batches(dev.attar.runtime.train.data.Batching.ofSequences(3).inGivenOrder());
        fit.checkpointEvery(4).listener(new TrainingListener() {
            @Override
            public void checkpointWritten(long step, Path where) {
                System.arraycopy(model.read(Part.VALUE, ToyModel.TABLE), 0, before, 0, 36);
            }
        });
        TrainingException stopped = assertThrows(TrainingException.class, () -> run(fit));
        assertEquals(TrainingException.Reason.NOT_FINITE, stopped.reason());
        assertTrue(stopped.getMessage().startsWith("step 5: the loss is NaN"), stopped.getMessage());
        assertTrue(stopped.getMessage().contains("train.jsonl:25"), stopped.getMessage());
        assertArrayEquals(before, model.read(Part.VALUE, ToyModel.TABLE), "the parameters are as they were");
        assertTrue(Files.exists(folder.resolve("run/checkpoints/step-4.json")));
    }

    @Test
    void orTheStepIsLeftOut() throws IOException {
        ToyModel model = new ToyModel(12, 3);
        model.poisonedCall = 9;
        List<StepReport> steps = new ArrayList<>();
        TrainingResult result = run(fit(model, "run").skipNotFinite().listener(recording(steps)));
        assertEquals(28, result.steps());
        assertTrue(steps.get(4).skipped());
        assertEquals(1, steps.stream().filter(StepReport::skipped).count());
    }

    @Test
    void aBatchWithoutLabelsHasNoLossAndBreaksNothing() throws IOException {
        Path file = Files.writeString(
                folder.resolve("none.jsonl"), "{\"ids\":[1],\"label\":-100}\n{\"ids\":[2],\"label\":1}\n");
        List<StepReport> steps = new ArrayList<>();
        try (Dataset data = ToyRun.open(file)) {
            Fit.of(new ToyModel(12, 3), ToyRun.TASK)
                    .batches(new dev.attar.runtime.train.data.Batching(1, 0, false))
                    .into(folder.resolve("run"), "toy")
                    .skipNotFinite()
                    .listener(recording(steps))
                    .run(data);
        }
        assertTrue(Double.isNaN(steps.getFirst().loss()));
        assertFalse(Double.isNaN(steps.getLast().loss()));
    }

    @Test
    void trainingEndsWhenNothingGetsBetterAndTheBestIsKept() throws IOException {
        Path train = ToyRun.data(folder, "train.jsonl", 40, 1);
        Path other = Files.writeString( // what is learned is wrong for these
                folder.resolve("other.jsonl"), "{\"ids\":[1],\"label\":0}\n{\"ids\":[2],\"label\":1}\n");
        List<EvaluationReport> looked = new ArrayList<>();
        ToyModel model = new ToyModel(12, 3);
        try (Dataset data = ToyRun.open(train);
                Dataset validation = ToyRun.open(other)) {
            TrainingResult result = ToyRun.fit(model, folder.resolve("run"))
                    .validation(validation)
                    .evaluateEvery(1)
                    .earlyStopping("val_loss", 3)
                    .listener(new TrainingListener() {
                        @Override
                        public void evaluated(EvaluationReport report) {
                            looked.add(report);
                        }
                    })
                    .run(data);
            assertEquals(TrainingResult.End.EARLY, result.end());
            assertEquals(result.best().orElseThrow().step() + 3, result.steps());
            ToyModel saved = new ToyModel(12, 3);
            dev.attar.runtime.train.checkpoint.Checkpoints.restoreWeights(
                    result.weights().orElseThrow(), saved);
            Path best =
                    folder.resolve("run/checkpoints/step-" + result.best().get().step() + ".weights.safetensors");
            assertEquals(-1, Files.mismatch(best, result.weights().get()));
        }
        assertTrue(looked.size() < 28);
    }

    @Test
    void thereIsAReport() throws IOException {
        TrainingResult result = run(fit(new ToyModel(12, 3), "run").tensorBoard());
        String page = Files.readString(folder.resolve("run/report.html"));
        assertTrue(page.contains("<svg") && page.contains("Confusion matrix") && page.contains(">two<"), page);
        assertFalse(page.contains("http"), "one file that needs no other");
        assertTrue(result.confusion().orElseThrow().count(0, 0) > 0);
        try (var events = Files.list(folder.resolve("run/tensorboard"))) {
            assertEquals(1, events.count());
        }
    }

    // ---- runs ----

    private Fit fit(ToyModel model, String name) {
        return ToyRun.fit(model, folder.resolve(name));
    }

    private TrainingResult run(ToyModel model, String name, List<StepReport> steps) throws IOException {
        return run(fit(model, name).listener(recording(steps)));
    }

    private TrainingResult run(Fit fit) throws IOException {
        Path train = ToyRun.data(folder, "train.jsonl", 40, 1);
        Path other = ToyRun.data(folder, "validation.jsonl", 20, 2);
        try (Dataset data = ToyRun.open(train);
                Dataset validation = ToyRun.open(other)) {
            return fit.validation(validation).run(data);
        }
    }

    private static TrainingListener recording(List<StepReport> steps) {
        return new TrainingListener() {
            @Override
            public void step(StepReport report) {
                steps.add(report);
            }
        };
    }

    private static void stopAfter(Fit fit, long step) {
        fit.listener(new TrainingListener() {
            @Override
            public void step(StepReport report) {
                if (report.step() == step) {
                    fit.stop();
                }
            }
        });
    }

    private void assertSame(String one, String two) throws IOException {
        for (String file : List.of("toy.safetensors", "history.jsonl")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve(one).resolve(file),
                            folder.resolve(two).resolve(file)),
                    file + " of " + two);
        }
    }
}
