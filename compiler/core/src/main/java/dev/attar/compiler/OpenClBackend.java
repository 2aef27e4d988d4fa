package dev.attar.compiler;

import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.emit.opencl.DeviceKind;
import dev.attar.compiler.emit.opencl.OpenClEmitter;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.schedule.GroupSchedule;
import dev.attar.compiler.schedule.GroupScheduler;
import dev.attar.compiler.schedule.Schedule;
import dev.attar.compiler.schedule.Scheduler;
import java.util.LinkedHashMap;
import java.util.Map;

/** OpenCL C: kernels for devices that are processors and for GPUs, and the classes that launch them. */
record OpenClBackend(Storage weightsAs) implements Backend {
    private static final Schedule CPU = Schedule.OPENCL_CPU;
    private static final GroupSchedule GPU = GroupSchedule.OPENCL_GPU;

    @Override
    public Map<String, LoopProgram> schedule(LoopProgram loops) {
        Map<String, LoopProgram> scheduled = new LinkedHashMap<>();
        scheduled.put(CPU.name(), Scheduler.schedule(loops, CPU));
        scheduled.put(GPU.name(), GroupScheduler.schedule(loops, GPU));
        return scheduled;
    }

    @Override
    public Map<String, Map<String, String>> trace(LoopProgram loops) {
        Map<String, Map<String, String>> traces = new LinkedHashMap<>();
        traces.put(CPU.name(), Scheduler.trace(loops, CPU));
        traces.put(GPU.name(), GroupScheduler.trace(loops, GPU));
        return traces;
    }

    @Override
    public Map<String, String> emit(Facade facade, LoopProgram loops) {
        Map<String, LoopProgram> scheduled = schedule(loops);
        return OpenClEmitter.emit(
                facade,
                Map.of(
                        DeviceKind.CPU,
                        new OpenClEmitter.Scheduled(
                                scheduled.get(CPU.name()),
                                CPU.describe(weightsAs) + suffix(weightsAs),
                                "on vectors of " + CPU.lanes() + " floats"),
                        DeviceKind.GPU,
                        new OpenClEmitter.Scheduled(
                                scheduled.get(GPU.name()),
                                GPU.describe() + suffix(weightsAs),
                                "on work-groups of many work-items")));
    }

    /** What a file's header says of its weights. */
    static String suffix(Storage weightsAs) {
        return weightsAs.equals(Storage.FP32) ? "" : ", weights " + weightsAs.symbol();
    }
}
