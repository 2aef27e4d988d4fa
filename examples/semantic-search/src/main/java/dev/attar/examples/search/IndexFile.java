package dev.attar.examples.search;

import dev.attar.runtime.Matrix;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * An index on disk: a mark, the fingerprint of the model, the passages, their vectors, and last the CRC-32C of all before it.
 * Numbers are big-endian; texts are UTF-8 behind their length in bytes. It appears under its name complete or not at all, and is
 * read only by the model that made it.
 */
final class IndexFile {
    private static final long MARK = 0x41_54_54_41_52_49_44_31L; // ATTARID1
    private static final int SUM = Long.BYTES;

    private IndexFile() {}

    /** Writes into a new file beside {@code file}, which then takes its name in one step. */
    static void write(Path file, Index index, float[] fingerprint) {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            CRC32C sum = new CRC32C();
            try (DataOutputStream out = new DataOutputStream(
                    new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(part)), sum))) {
                out.writeLong(MARK);
                write(out, fingerprint);
                out.writeInt(index.passages().size());
                for (Passage passage : index.passages()) {
                    write(out, passage.source());
                    out.writeInt(passage.line());
                    write(out, passage.text());
                }
                write(out, index.vectors().values());
                out.writeLong(sum.getValue());
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new Refusal(file + ": cannot be written: " + failed, "look at the folder and its free space", failed);
        } finally {
            part.toFile().delete();
        }
    }

    /** @throws Refusal when it is no index, is damaged, or was made by another model */
    static Index read(Path file, float[] fingerprint) {
        ByteBuffer in = ByteBuffer.wrap(bytes(file));
        if (in.remaining() < Long.BYTES + SUM || in.getLong(0) != MARK) {
            throw new Refusal(file + ": not an index of this program", "make one with: index --index " + file);
        }
        CRC32C sum = new CRC32C();
        sum.update(in.slice(0, in.limit() - SUM));
        if (sum.getValue() != in.getLong(in.limit() - SUM)) {
            throw new Refusal(file + ": damaged: the checksum is not that of the content", "index the texts again");
        }
        try {
            return read(file, in.position(Long.BYTES).limit(in.limit() - SUM), fingerprint);
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException short_) {
            throw new Refusal(file + ": damaged: it does not hold what it says", "index the texts again", short_);
        }
    }

    private static Index read(Path file, ByteBuffer in, float[] fingerprint) {
        if (!Arrays.equals(floats(in, in.getInt()), fingerprint)) {
            throw new Refusal(file + ": made by another model or other weights", "index the texts again with this one");
        }
        int count = in.getInt();
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            passages.add(new Passage(text(in), in.getInt(), text(in)));
        }
        return new Index(passages, new Matrix(count, fingerprint.length, floats(in, in.getInt())));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new Refusal(file + ": there is no index yet", "make it with: index FILE…", missing);
        } catch (IOException | OutOfMemoryError failed) {
            throw new Refusal(file + ": cannot be read: " + failed, "look at the file and its permissions", failed);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        String text =
                StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
        in.position(in.position() + length);
        return text;
    }

    private static float[] floats(ByteBuffer in, int count) {
        float[] values = new float[count];
        in.asFloatBuffer().get(values);
        in.position(in.position() + Float.BYTES * count);
        return values;
    }
}
