package dev.attar.examples.conformance;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The other engine, on the published file itself. */
final class OnnxRuntime implements AutoCloseable {
    private final OrtSession session;
    private final String hiddenStates;

    OnnxRuntime(Path onnx) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = OrtEnvironment.getEnvironment().createSession(onnx.toString(), options);
        }
        hiddenStates = session.getOutputInfo().values().stream()
                .filter(OnnxRuntime::isHiddenStates)
                .map(NodeInfo::getName)
                .findFirst()
                .orElseThrow();
    }

    /** (batch, tokens, channels); a pooled output has no tokens. */
    private static boolean isHiddenStates(NodeInfo output) {
        return output.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 3;
    }

    /** The hidden states (T,C) of one sequence, row-major. */
    float[] hidden(int[] ids) throws OrtException {
        long[] shape = {1, ids.length};
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, long[]> known = Map.of(
                "input_ids",
                Arrays.stream(ids).asLongStream().toArray(),
                "attention_mask",
                ones,
                "token_type_ids",
                new long[ids.length]);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String name : session.getInputNames()) {
                inputs.put(
                        name,
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(), LongBuffer.wrap(known.get(name)), shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                FloatBuffer values = ((OnnxTensor) result.get(hiddenStates).orElseThrow()).getFloatBuffer();
                float[] hidden = new float[values.remaining()];
                values.get(hidden);
                return hidden;
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
