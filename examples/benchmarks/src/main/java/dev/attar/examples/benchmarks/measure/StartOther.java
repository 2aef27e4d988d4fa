package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.Engine;
import dev.attar.examples.benchmarks.engine.OnnxRuntime;
import dev.attar.examples.benchmarks.engine.PyTorch;
import dev.attar.examples.benchmarks.model.EncoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import java.util.List;

/** Loads MiniLM into another engine, prints one embedding, ends. Arguments: threads, onnxruntime or pytorch. */
public final class StartOther {
    private StartOther() {}

    public static void main(String[] arguments) throws Exception {
        EncoderShape shape = EncoderShape.MINILM;
        ModelFiles files = ModelFiles.ofProperties();
        int threads = Integer.parseInt(arguments[0]);
        try (Engine engine = arguments[1].equals("pytorch")
                        ? new PyTorch(shape, files.torchScript(shape), threads)
                        : new OnnxRuntime(shape, files.onnx(shape), threads);
                Engine.Call call = engine.prepare(List.of(FirstEmbedding.IDS))) {
            int tokens = FirstEmbedding.IDS.length;
            FirstEmbedding.print(unitMean(call.run().of(0, tokens, shape.width()), shape.width()));
        }
    }

    /** The mean of the rows, brought to length 1: MiniLM's embedding. */
    private static float[] unitMean(float[] rows, int width) {
        float[] mean = new float[width];
        for (int i = 0; i < rows.length; i++) {
            mean[i % width] += rows[i];
        }
        double squares = 0;
        for (float value : mean) {
            squares += value * value;
        }
        for (int c = 0; c < width; c++) {
            mean[c] /= (float) Math.sqrt(squares);
        }
        return mean;
    }
}
