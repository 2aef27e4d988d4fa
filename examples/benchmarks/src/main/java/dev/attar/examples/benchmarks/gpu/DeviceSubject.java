package dev.attar.examples.benchmarks.gpu;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.FloatTensor;
import dev.attar.runtime.Session;
import dev.attar.runtime.Target;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.device.DeviceInfo.Kind;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A model with random weights on the best device, run by the kernels of one kind. */
final class DeviceSubject implements AutoCloseable {
    private static final long SEED = 5;

    private final ModelGraph model;
    private final RandomWeights weights;
    private final WatchedProgram program;
    private final Session session;

    DeviceSubject(String spec, Kind kernels) {
        ModelSpec checked = Compiler.check(Source.of("spec.attar", spec));
        this.model = Compiler.model(checked);
        this.weights = RandomWeights.of(model, SEED);
        GeneratedClasses classes = GeneratedClasses.compile(Compiler.compile(
                checked,
                new Origin("spec.attar", "00000000"),
                CompileOptions.defaults()
                        .inPackage("generated")
                        .withWidths(EnumSet.of(Width.SCALAR))
                        .withOpenCl()));
        this.program = new WatchedProgram(classes.deviceProgram(), kernels);
        Map<String, FloatTensor> tensors = new ConcurrentHashMap<>();
        weights.shapes().entrySet().parallelStream()
                .forEach(e -> tensors.put(
                        e.getKey(),
                        FloatTensor.of(
                                weights.values(e.getKey()),
                                e.getValue().stream()
                                        .mapToLong(Integer::longValue)
                                        .toArray())));
        try (Weights all = Weights.of(tensors)) {
            this.session = Session.open(program, classes::program, all, Target.openCl());
        }
    }

    ModelGraph model() {
        return model;
    }

    RandomWeights weights() {
        return weights;
    }

    WatchedProgram program() {
        return program;
    }

    Session session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
