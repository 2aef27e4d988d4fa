package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Attar;
import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.OnnxRuntime;
import dev.attar.examples.benchmarks.engine.PyTorch;
import dev.attar.examples.benchmarks.model.EncoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import java.util.ArrayList;
import java.util.List;

/** One model, open in every engine there is, Attar first; warm for sequences of any length. */
record Engines(List<Engine> all) implements AutoCloseable {
    private static final long PRELUDE_NANOS = 700_000_000;

    /** Lengths that a service sees: a JIT compiler that has seen one only may have made too much of it. */
    private static final int[] PRELUDE = {3, 11, 40, 100};

    static Engines open(EncoderShape shape, int threads) throws Exception {
        ModelFiles files = ModelFiles.ofProperties();
        List<Engine> all = new ArrayList<>();
        all.add(Attar.open(shape, files.weights(shape), threads));
        all.add(new OnnxRuntime(shape, files.onnx(shape), threads));
        if (PyTorch.isHere()) {
            all.add(new PyTorch(shape, files.torchScript(shape), threads));
        }
        Engines engines = new Engines(all);
        engines.prelude();
        return engines;
    }

    Engine attar() {
        return all.getFirst();
    }

    List<Engine> others() {
        return all.subList(1, all.size());
    }

    private void prelude() throws Exception {
        for (Engine engine : all) {
            for (int tokens : PRELUDE) {
                try (Engine.Call call = engine.prepare(new Workload(1, tokens).ids())) {
                    Turns.warmUp(call, PRELUDE_NANOS / PRELUDE.length);
                }
            }
        }
    }

    @Override
    public void close() {
        all.forEach(Engine::close);
    }
}
