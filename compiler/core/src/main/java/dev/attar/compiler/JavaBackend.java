package dev.attar.compiler;

import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.emit.java.JavaEmitter;
import dev.attar.compiler.emit.java.JavaTarget;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.schedule.Schedule;
import dev.attar.compiler.schedule.Scheduler;
import dev.attar.runtime.Width;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Java: the public class, and a class of kernels for each width. */
record JavaBackend(Set<Width> widths, Storage weightsAs) implements Backend {
    @Override
    public Map<String, LoopProgram> schedule(LoopProgram loops) {
        Map<String, LoopProgram> scheduled = new LinkedHashMap<>();
        for (Width width : EnumSet.copyOf(widths))
            scheduled.put(schedule(width).name(), Scheduler.schedule(loops, schedule(width)));
        return scheduled;
    }

    @Override
    public Map<String, Map<String, String>> trace(LoopProgram loops) {
        Map<String, Map<String, String>> traces = new LinkedHashMap<>();
        for (Width width : EnumSet.copyOf(widths))
            traces.put(schedule(width).name(), Scheduler.trace(loops, schedule(width)));
        return traces;
    }

    @Override
    public Map<String, String> emit(Facade facade, LoopProgram loops) {
        Map<JavaTarget, JavaEmitter.Scheduled> scheduled = new EnumMap<>(JavaTarget.class);
        for (Width width : widths) {
            Schedule schedule = schedule(width);
            scheduled.put(
                    target(width),
                    new JavaEmitter.Scheduled(
                            Scheduler.schedule(loops, schedule),
                            schedule.describe(weightsAs) + OpenClBackend.suffix(weightsAs),
                            schedule.fewestFusedTokens()));
        }
        return JavaEmitter.emit(facade, scheduled);
    }

    private static JavaTarget target(Width width) {
        return switch (width) {
            case LANES_16 -> JavaTarget.LANES_16;
            case LANES_8 -> JavaTarget.LANES_8;
            case LANES_4 -> JavaTarget.LANES_4;
            case SCALAR -> JavaTarget.SCALAR;
        };
    }

    static Schedule schedule(Width width) {
        return switch (width) {
            case LANES_16 -> Schedule.LANES_16;
            case LANES_8 -> Schedule.LANES_8;
            case LANES_4 -> Schedule.LANES_4;
            case SCALAR -> Schedule.SCALAR;
        };
    }
}
