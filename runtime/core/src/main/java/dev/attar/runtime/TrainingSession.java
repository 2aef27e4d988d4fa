package dev.attar.runtime;

import dev.attar.runtime.batches.InputCheck;
import dev.attar.runtime.kernel.EntryPlan;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.Program;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.parameters.ArenaScores;
import dev.attar.runtime.parameters.TrainedParameters;
import dev.attar.runtime.parameters.TrainedWeights;
import dev.attar.runtime.sessions.ArenaPool;
import dev.attar.runtime.training.BatchResult;
import dev.attar.runtime.training.LowRankAdapters;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import dev.attar.runtime.training.UpdateSettings;
import dev.attar.runtime.workers.Call;
import dev.attar.runtime.workers.WorkerPool;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A compiled model that learns on the processor. Parameters, gradients and moments lie in one array; the forward pass reads a packed
 * copy of the parameters, which is rebuilt before the first call after each change of them.
 */
public final class TrainingSession implements TrainableModel {
    private final Program program;
    private final ProgramPlan plan;
    private final TrainedParameters parameters;
    private final TrainedWeights weights;
    private final WorkerPool workers;
    private final Optional<LowRankAdapters> adapters;
    private final ArenaPool arenas = new ArenaPool(2);
    private float[] held; // the arena that the last scores lie in
    private boolean stale; // whether parameters have changed since they were packed

    private TrainingSession(Program program, Optional<LowRankAdapters> adapters, Weights given, Options options) {
        this.program = program;
        this.adapters = adapters;
        this.plan = program.plan();
        this.parameters = new TrainedParameters(plan);
        given.packedFor(plan, options.threads()).close(); // whether they fit, and are finite
        parameters.read(given);
        this.weights = new TrainedWeights(plan, parameters, given.source(), options.threads());
        this.workers = new WorkerPool(plan.model(), options.threads());
    }

    /**
     * Begins with these weights, which can be closed afterwards.
     *
     * @param programs the program of each width
     * @throws WeightsException when the weights are not those of the model; when a value is NaN or infinite; when there is no
     *     memory for them
     */
    public static TrainableModel open(Function<Width, Program> programs, Weights weights, Options options) {
        return open(programs, Optional.empty(), weights, options);
    }

    /**
     * Begins with these weights; adapters that they lack are new.
     *
     * @param programs the program of each width
     * @throws WeightsException as above
     */
    public static TrainableModel open(
            Function<Width, Program> programs, LowRankAdapters adapters, Weights weights, Options options) {
        return open(programs, Optional.of(adapters), weights, options);
    }

    private static TrainableModel open(
            Function<Width, Program> programs, Optional<LowRankAdapters> adapters, Weights weights, Options options) {
        Program program = programs.apply(WidthChoice.of(options).width());
        Weights all = adapters.isEmpty()
                ? weights
                : NewAdapters.beside(weights, program.plan().parameters().orElseThrow());
        TrainingSession session = new TrainingSession(program, adapters, all, options);
        if (program.plan().lanes() > 1 && session.parameters.plan().trained() >= TrainingRehearsal.WORTH_IT) {
            TrainingRehearsal.of(session, program.plan());
        }
        return session;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters.all();
    }

    @Override
    public List<Part> moments() {
        return List.of(Part.FIRST_MOMENT, Part.SECOND_MOMENT)
                .subList(0, parameters.plan().moments());
    }

    @Override
    public Optional<LowRankAdapters> adapters() {
        return adapters;
    }

    @Override
    public BatchResult trainStep(TrainingBatch batch) {
        return computed("trainStep", batch);
    }

    @Override
    public BatchResult evaluate(TrainingBatch batch) {
        return computed("evaluate", batch);
    }

    private BatchResult computed(String name, TrainingBatch batch) {
        if (stale) {
            weights.pack();
            stale = false;
        }
        int entry = plan.entryNumber(name);
        EntryPlan declared = plan.entries().get(entry);
        Call call = workers.begin();
        try {
            TrainingInputs inputs = new TrainingInputs(plan, declared, batch);
            inputs.into(call.frame(), entry);
            InputCheck.check(call.frame(), plan);
            float[] arena = run(call, declared, declared.outputs().size(), inputs);
            return result(declared, call.frame(), arena);
        } finally {
            workers.end(call);
        }
    }

    /** Runs an entry point up to an output, or to its end; the arena stays until the next call. */
    private float[] run(Call call, EntryPlan entry, int output, TrainingInputs inputs) {
        Frame frame = call.frame();
        if (held != null) {
            arenas.give(held);
            held = null;
        }
        float[] arena = arenas.take(ArenaPool.floats(entry, frame, call.most()));
        held = arena;
        int scratchBegin = Math.toIntExact(entry.arena().floats(frame));
        int scratchFloats = Math.toIntExact(entry.scratch().floats(frame));
        frame.work(weights.floats(), plan.narrowPanels(), arena, scratchBegin, scratchFloats, output);
        frame.parameters(parameters.floats());
        for (EntryPlan.Output given : entry.given()) {
            inputs.copy(given, frame, arena);
        }
        call.run(program);
        return arena;
    }

    private static BatchResult result(EntryPlan entry, Frame frame, float[] arena) {
        EntryPlan.Output loss = output(entry, "loss");
        int at = Math.toIntExact(loss.begin().floats(frame));
        EntryPlan.Output scores = output(entry, "scores");
        int begin = Math.toIntExact(scores.begin().floats(frame));
        return new BatchResult(
                arena[at],
                arena[at + 1],
                new ArenaScores(arena, begin, scores.rows().count(frame), scores.columns(), scores.stride()));
    }

    private static EntryPlan.Output output(EntryPlan entry, String name) {
        return entry.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(entry.name() + " has no output " + name));
    }

    @Override
    public double update(UpdateSettings settings) {
        int entry = plan.entryNumber("update");
        EntryPlan declared = plan.entries().get(entry);
        TrainingInputs inputs = new TrainingInputs(plan, declared, settings);
        Call call = workers.begin();
        try {
            call.frame().begin(entry, 0);
            float[] arena = run(call, declared, 0, inputs);
            int factor = Math.toIntExact(output(declared, "factor").begin().floats(call.frame()));
            double norm = arena[factor + 1];
            if (!Double.isFinite(norm)) {
                return norm;
            }
            run(call, declared, declared.outputs().size(), inputs);
            stale = true;
            return norm;
        } finally {
            workers.end(call);
        }
    }

    @Override
    public void discardGradients() {
        parameters.discardGradients();
    }

    @Override
    public float[] read(Part part, String parameter) {
        return parameters.read(part, parameter);
    }

    @Override
    public void write(Part part, String parameter, float[] values) {
        parameters.write(part, parameter, values);
        stale |= part == Part.VALUE;
    }

    @Override
    public void close() {
        workers.close();
        arenas.close();
        weights.close();
    }
}
