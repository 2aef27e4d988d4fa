package dev.attar.examples.benchmarks.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.attar.examples.benchmarks.model.DecoderShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime on a graph with past keys and values, which stay in its own memory from step to step. */
public final class OnnxDecoderEngine implements DecoderEngine {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final DecoderShape shape;

    public OnnxDecoderEngine(DecoderShape shape, Path onnx, int threads) throws OrtException {
        this.shape = shape;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(onnx.toString(), options);
        }
    }

    @Override
    public EngineName name() {
        return EngineName.ONNX_RUNTIME;
    }

    @Override
    public Timed steps(int conversations, int[] prompt) throws OrtException {
        List<OnnxTensor> own = new ArrayList<>();
        OrtSession.Result read = session.run(inputs(conversations, prompt, 0, empty(conversations, own), own));
        long[] tokens = new long[conversations];
        for (int i = 0; i < conversations; i++) {
            tokens[i] = prompt[i % prompt.length];
        }
        Map<String, OnnxTensor> inputs = inputs(conversations, tokens, prompt.length, presents(read), own);
        return new Timed() {
            @Override
            public float[] run() throws OrtException {
                try (OrtSession.Result result = session.run(inputs)) {
                    return logits(result);
                }
            }

            @Override
            public void close() {
                own.forEach(OnnxTensor::close);
                read.close();
            }
        };
    }

    @Override
    public Timed reading(int[] prompt) throws OrtException {
        List<OnnxTensor> own = new ArrayList<>();
        Map<String, OnnxTensor> inputs = inputs(1, prompt, 0, empty(1, own), own);
        return new Timed() {
            @Override
            public float[] run() throws OrtException {
                try (OrtSession.Result result = session.run(inputs)) {
                    return logits(result);
                }
            }

            @Override
            public void close() {
                own.forEach(OnnxTensor::close);
            }
        };
    }

    @Override
    public float[] logits(int[] prompt, int[] further) throws OrtException {
        List<OnnxTensor> own = new ArrayList<>();
        List<OrtSession.Result> results = new ArrayList<>();
        FloatBuffer all = FloatBuffer.allocate((1 + further.length) * shape.vocabulary());
        results.add(session.run(inputs(1, prompt, 0, empty(1, own), own)));
        all.put(logits(results.getLast()));
        for (int i = 0; i < further.length; i++) {
            long[] one = {further[i]};
            results.add(session.run(inputs(1, one, prompt.length + i, presents(results.getLast()), own)));
            all.put(logits(results.getLast()));
        }
        results.forEach(OrtSession.Result::close);
        own.forEach(OnnxTensor::close);
        return all.array();
    }

    private float[] logits(OrtSession.Result result) {
        // The library's own copy to the heap: as fast as it gets.
        return ((OnnxTensor) result.get("logits").orElseThrow())
                .getFloatBuffer()
                .array();
    }

    private static Map<String, OnnxTensor> presents(OrtSession.Result result) {
        Map<String, OnnxTensor> past = new HashMap<>();
        result.forEach(entry -> {
            if (entry.getKey().startsWith("present")) {
                past.put(entry.getKey().replace("present", "past"), (OnnxTensor) entry.getValue());
            }
        });
        return past;
    }

    private Map<String, OnnxTensor> empty(int conversations, List<OnnxTensor> own) throws OrtException {
        Map<String, OnnxTensor> past = new HashMap<>();
        long[] sizes = {conversations, shape.groups(), 0, shape.headWidth()};
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (String what : List.of("key", "value")) {
                past.put("past." + layer + "." + what, floats(FloatBuffer.allocate(0), own, sizes));
            }
        }
        return past;
    }

    /** Every conversation gets the whole prompt. */
    private Map<String, OnnxTensor> inputs(
            int conversations, int[] prompt, int before, Map<String, OnnxTensor> past, List<OnnxTensor> own)
            throws OrtException {
        long[] ids = new long[conversations * prompt.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = prompt[i % prompt.length];
        }
        return inputs(conversations, ids, before, past, own);
    }

    /** @param ids of all conversations, as many of each */
    private Map<String, OnnxTensor> inputs(
            int conversations, long[] ids, int before, Map<String, OnnxTensor> past, List<OnnxTensor> own)
            throws OrtException {
        int tokens = ids.length / conversations;
        int total = before + tokens;
        long[] places = new long[ids.length];
        float[] mask = new float[tokens * total];
        for (int t = 0; t < ids.length; t++) {
            places[t] = before + t % tokens;
        }
        for (int t = 0; t < tokens; t++) {
            for (int k = before + t + 1; k < total; k++) {
                mask[t * total + k] = -Float.MAX_VALUE;
            }
        }
        Map<String, OnnxTensor> inputs = new HashMap<>(past);
        inputs.put("input_ids", longs(ids, own, conversations, tokens));
        inputs.put("position_ids", longs(places, own, conversations, tokens));
        inputs.put("mask", floats(FloatBuffer.wrap(mask), own, 1, 1, tokens, total));
        return inputs;
    }

    private OnnxTensor longs(long[] values, List<OnnxTensor> own, long... sizes) throws OrtException {
        own.add(OnnxTensor.createTensor(environment, LongBuffer.wrap(values), sizes));
        return own.getLast();
    }

    private OnnxTensor floats(FloatBuffer values, List<OnnxTensor> own, long... sizes) throws OrtException {
        // Without elements it wants an address all the same.
        FloatBuffer given = values.capacity() > 0
                ? values
                : ByteBuffer.allocateDirect(64)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .limit(0);
        own.add(OnnxTensor.createTensor(environment, given, sizes));
        return own.getLast();
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
