package dev.attar.examples.benchmarks.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attar.examples.benchmarks.engine.Hidden.Place;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime as it comes, with its own threads set to the number asked for. */
public final class OnnxRuntime implements Engine {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int width;

    public OnnxRuntime(EncoderShape shape, Path onnx, int threads) throws OrtException {
        width = shape.width();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(onnx.toString(), options);
        }
    }

    public static String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public EngineName name() {
        return EngineName.ONNX_RUNTIME;
    }

    @Override
    public Call prepare(List<int[]> sequences) throws OrtException {
        Padded padded = Padded.of(sequences);
        Place[] places = padded.places(width);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("input_ids", tensor(padded, padded.ids()));
        inputs.put("attention_mask", tensor(padded, padded.mask()));
        inputs.put("token_type_ids", tensor(padded, new long[padded.ids().length]));
        return new Call() {
            @Override
            public Hidden run() throws OrtException {
                try (OrtSession.Result result = session.run(inputs)) {
                    // The library's own copy to the heap: as fast as it gets.
                    float[] values =
                            ((OnnxTensor) result.get(0)).getFloatBuffer().array();
                    return new Hidden(new float[][] {values}, places);
                }
            }

            @Override
            public void close() {
                inputs.values().forEach(OnnxTensor::close);
            }
        };
    }

    private OnnxTensor tensor(Padded padded, long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                environment, LongBuffer.wrap(values), new long[] {padded.batch(), padded.tokens()});
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
