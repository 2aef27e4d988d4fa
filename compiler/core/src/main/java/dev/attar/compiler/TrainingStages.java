package dev.attar.compiler;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.gradient.Gradient;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.lower.TrainingLowering;
import dev.attar.compiler.model.Graph;
import dev.attar.compiler.model.GraphPrinter;
import dev.attar.compiler.model.ModelGraph;
import java.util.List;

/** The stages of a model that learns: gradients come before fusing, and lowering knows parameters that change. */
public final class TrainingStages {
    private TrainingStages() {}

    /**
     * The entry points that train a model, as loops.
     *
     * @throws dev.attar.compiler.gradient.NoGradient when the model cannot be trained so
     */
    public static LoopProgram loops(ModelSpec spec, Training training) {
        return loops(Compiler.model(spec), training);
    }

    /** The loops that train a model which has {@code forward}, before fusing. */
    public static LoopProgram loops(ModelGraph forward, Training training) {
        ModelGraph all = Gradient.of(forward, training);
        List<Graph> added = all.entryPoints()
                .subList(forward.entryPoints().size(), all.entryPoints().size());
        ModelGraph fused = Compiler.fuse(all.withEntryPoints(added));
        return Compiler.stage("lower", fused, TrainingLowering::lower, GraphPrinter::print);
    }
}
