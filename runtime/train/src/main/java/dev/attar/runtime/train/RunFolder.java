package dev.attar.runtime.train;

import dev.attar.runtime.train.checkpoint.CheckpointException;
import dev.attar.runtime.train.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a run.
 *
 * @param resume whether to go on with what is there
 */
record RunFolder(Path folder, String name, boolean resume) {
    Path weights() {
        return folder.resolve(name + ".safetensors");
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
