package dev.attar.examples.benchmarks.model;

import dev.attar.runtime.Tensor;
import dev.attar.runtime.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An encoder as a TorchScript file, as {@code torch.jit.save} would write it: a stored zip with the program
 * ({@link TorchCode}), the module as a pickle, and the bytes of every tensor.
 *
 * <p>Source: PyTorch's torch/csrc/jit/docs/serialization.md.
 */
public final class TorchEncoder {
    private static final String FOLDER = "encoder/";
    private static final String FORMAT_VERSION = "10\n";

    private final Weights weights;
    private final ZipOutputStream zip;

    private TorchEncoder(Weights weights, ZipOutputStream zip) {
        this.weights = weights;
        this.zip = zip;
    }

    public static void write(EncoderShape shape, Weights weights, Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 20);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            new TorchEncoder(weights, zip).write(shape);
        }
    }

    private void write(EncoderShape shape) throws IOException {
        List<String> names = new ArrayList<>(shape.parameters().keySet());
        Pickle module =
                new Pickle().object("__torch__", "Encoder").text("training").bool(false);
        for (int i = 0; i < names.size(); i++) {
            long[] sizes = shape.parameters().get(names.get(i));
            module.text(TorchCode.field(names.get(i))).floats(Integer.toString(i), sizes);
        }
        record("data.pkl", module.endObject().end());
        record("code/__torch__.py", text(TorchCode.of(shape)));
        for (int i = 0; i < names.size(); i++) {
            record("data/" + i, bytes(weights.tensor(names.get(i)).orElseThrow()));
        }
        record("constants.pkl", new Pickle().emptyTuple().end());
        record("version", text(FORMAT_VERSION));
    }

    private void record(String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Tensor tensor) {
        float[] values = tensor.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
