package dev.attar.examples.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime as it comes, with its own threads set to the number asked for. */
final class OnnxRuntime implements Engine {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxRuntime(Path onnx, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            session = environment.createSession(onnx.toString(), options);
        }
    }

    static String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public Call prepare(List<int[]> sequences) throws OrtException {
        long[] ids =
                sequences.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
        long[] shape = {sequences.size(), sequences.getFirst().length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("input_ids", OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape));
        inputs.put("attention_mask", OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape));
        inputs.put(
                "token_type_ids", OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape));
        return new Call() {
            @Override
            public float run() throws OrtException {
                try (OrtSession.Result result = session.run(inputs)) {
                    return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
                }
            }

            @Override
            public void close() {
                inputs.values().forEach(OnnxTensor::close);
            }
        };
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime did not close", e);
        }
    }
}
