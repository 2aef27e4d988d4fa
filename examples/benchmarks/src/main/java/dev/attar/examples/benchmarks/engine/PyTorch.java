package dev.attar.examples.benchmarks.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.attar.examples.benchmarks.engine.Hidden.Place;
import dev.attar.examples.benchmarks.model.EncoderShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * PyTorch through the Deep Java Library: a TorchScript program, run by libtorch's own interpreter in inference mode, one call
 * into native code for each forward pass.
 */
public final class PyTorch implements Engine {
    /** A resource of the jar with PyTorch's native library, which exists for some platforms only. */
    private static final String NATIVE = "native/lib/pytorch.properties";

    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final int width;

    public PyTorch(EncoderShape shape, Path torchScript, int threads) {
        width = shape.width();
        manager = (PtNDManager) ai.djl.engine.Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        JniUtils.setNumThreads(threads);
        block = JniUtils.loadModule(manager, torchScript, false, new String[0], new String[0], false);
        JniUtils.enableInferenceMode(block);
    }

    /** Whether PyTorch was brought for this platform. */
    public static boolean isHere() {
        return PyTorch.class.getClassLoader().getResource(NATIVE) != null;
    }

    /** As its jar says; asking the library would load all of it. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = PyTorch.class.getClassLoader().getResourceAsStream(NATIVE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public EngineName name() {
        return EngineName.PYTORCH;
    }

    @Override
    public Call prepare(List<int[]> sequences) {
        // Of the calling thread. Seen with it: calls of a hundred milliseconds and more for seconds after a change of
        // length.
        // Without it none of that, and about the same time of a call otherwise: so PyTorch is shown at its best.
        JniUtils.setGraphExecutorOptimize(false);
        Padded padded = Padded.of(sequences);
        Place[] places = padded.places(width);
        List<NDArray> inputs = new ArrayList<>();
        inputs.add(manager.create(padded.ids(), new Shape(padded.batch(), padded.tokens())));
        if (!padded.isFull()) {
            inputs.add(manager.create(mask(padded), new Shape(padded.batch(), 1, 1, padded.tokens())));
        }
        IValue[] values =
                inputs.stream().map(array -> IValue.from((PtNDArray) array)).toArray(IValue[]::new);
        String method = padded.isFull() ? "forward" : "masked";
        return new Call() {
            @Override
            public Hidden run() {
                try (IValue result = IValueUtils.runMethod(block, method, values);
                        NDArray rows = result.toTensor(manager)) {
                    return new Hidden(new float[][] {rows.toFloatArray()}, places);
                }
            }

            @Override
            public void close() {
                for (IValue value : values) {
                    value.close();
                }
                inputs.forEach(NDArray::close);
            }
        };
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }

    private static boolean[] mask(Padded padded) {
        boolean[] mask = new boolean[padded.mask().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = padded.mask()[i] != 0;
        }
        return mask;
    }
}
