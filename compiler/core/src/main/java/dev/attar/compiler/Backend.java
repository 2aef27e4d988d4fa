package dev.attar.compiler;

import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.loops.LoopProgram;
import java.util.Map;

/** What turns a model's loops into files of one language: its schedules and its emitter. */
sealed interface Backend permits JavaBackend, OpenClBackend {
    /** The loops as each class or kernel file prints them, by the name of the schedule. */
    Map<String, LoopProgram> schedule(LoopProgram loops);

    /** The loops as each pass of each schedule leaves them, as text: by the schedule's name, then by the pass's. */
    Map<String, Map<String, String>> trace(LoopProgram loops);

    /** The text of each file by its path below the source folder, in a fixed order. */
    Map<String, String> emit(Facade facade, LoopProgram loops);
}
