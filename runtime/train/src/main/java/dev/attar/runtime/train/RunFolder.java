package dev.attar.runtime.train;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.checkpoint.CheckpointException;
import dev.attar.runtime.train.checkpoint.Checkpoints;
import dev.attar.runtime.training.AdapterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a run.
 *
 * @param resume whether to go on with what is there
 * @param saved what is written of a model with low-rank adapters
 */
record RunFolder(Path folder, String name, boolean resume, Saved saved) {
    Path weights() {
        return folder.resolve(
                switch (saved) {
                    case MERGED -> name + ".safetensors";
                    case ADAPTERS -> name + ".adapters.safetensors";
                });
    }

    /** Writes what the model is at the end. */
    void write(TrainableModel model) {
        if (model.adapters().isEmpty()) {
            Checkpoints.writeWeights(model, weights());
        } else if (saved == Saved.ADAPTERS) {
            AdapterFile.write(model, weights());
        } else {
            AdapterFile.writeMerged(model, weights());
        }
    }

    Path history() {
        return folder.resolve("history.jsonl");
    }

    Path report() {
        return folder.resolve("report.html");
    }

    Checkpoints checkpoints() {
        return new Checkpoints(folder.resolve("checkpoints"));
    }

    /** Refuses to save adapters of a model that has none. */
    void check(TrainableModel model) {
        if (saved == Saved.ADAPTERS && model.adapters().isEmpty()) {
            throw new TrainingException(
                    TrainingException.Reason.SETTINGS,
                    "adapters are to be saved, and the model has none",
                    "train with low-rank adapters (--lora), or save the weights");
        }
    }

    /** Makes it, and refuses to begin where another run has left something. */
    void begin() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CheckpointException(
                    folder.toString(), "cannot be made: " + e.getMessage(), "check the path and its permissions", e);
        }
        if (!resume && (!checkpoints().isEmpty() || Files.exists(weights()))) {
            throw new TrainingException(
                    TrainingException.Reason.FOLDER,
                    folder + ": there is a run already",
                    "go on with --resume (Fit.resume()), or give another folder");
        }
    }
}
