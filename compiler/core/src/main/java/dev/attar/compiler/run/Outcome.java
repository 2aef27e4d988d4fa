package dev.attar.compiler.run;

import dev.attar.compiler.Emitted;
import dev.attar.compiler.source.Refused;
import java.nio.file.Path;

/** What became of one spec of a run. */
public sealed interface Outcome {
    /** The file, as it was given. */
    Path spec();

    /** It became files. */
    record Done(Path spec, Emitted emitted) implements Outcome {}

    /** It has mistakes. */
    record Wrong(Path spec, Refused refused) implements Outcome {}

    /** It is right, but another spec of the run has a file of the same name. */
    record Clashing(Path spec, Clash clash) implements Outcome {}

    /** The compiler failed; the fault is ours. */
    record Failed(Path spec, RuntimeException fault) implements Outcome {}

    /**
     * Two specs want the same file.
     *
     * @param line of the model's name in the second spec, from 1
     * @param column of the model's name, from 1
     * @param path what both want, below the source folder
     * @param other the first spec
     */
    record Clash(String model, int line, int column, String path, Path other) {
        public String message() {
            return "the model " + model + " becomes " + path + ", and so does the one in " + other.getFileName();
        }

        public String hint() {
            return "give one of the models another name, or the specs other packages";
        }
    }
}
