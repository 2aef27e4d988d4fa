package dev.attar.runtime.train.report;

import dev.attar.runtime.train.checkpoint.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * An event file that TensorBoard shows: records of a length, its checksum, a message {@code tensorflow.Event} and its checksum.
 *
 * <p>Source: TensorFlow's {@code record_writer.h} (the format TFRecord) and {@code event.proto}.
 */
public final class EventFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private EventFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * A new file in a folder.
     *
     * @param step where the run goes on; it tells the files of one run apart, and hides what later steps of earlier files said
     */
    public static EventFile create(Path folder, long step) {
        Path file = folder.resolve(
                "events.out.tfevents." + System.currentTimeMillis() / 1000 + "." + System.nanoTime() + ".attar");
        try {
            Files.createDirectories(folder);
            EventFile events = new EventFile(
                    file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            Message version = new Message();
            version.time();
            version.text(3, "brain.Event:2");
            events.add(version.bytes());
            if (step > 0) {
                Message start = new Message();
                start.time();
                start.number(2, step + 1);
                Message log = new Message();
                log.number(1, 1); // SessionLog.START
                start.bytes(7, log.bytes());
                events.add(start.bytes());
            }
            return events;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** A number under a name, after a step. */
    public void scalar(long step, String name, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        Message one = new Message();
        one.text(1, name);
        one.single(2, (float) value);
        Message summary = new Message();
        summary.bytes(1, one.bytes());
        Message event = new Message();
        event.time();
        event.number(2, step);
        event.bytes(5, summary.bytes());
        add(event.bytes());
    }

    private void add(byte[] message) {
        ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, message.length);
        ByteBuffer record = ByteBuffer.allocate(message.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length)
                .putInt(masked(length.array()))
                .put(message)
                .putInt(masked(message));
        record.flip();
        try {
            while (record.hasRemaining()) {
                channel.write(record);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    static int masked(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        int value = (int) sum.getValue();
        return Integer.rotateRight(value, 15) + 0xA282EAD8;
    }

    private static CheckpointException failed(Path file, IOException e) {
        return new CheckpointException(
                file.toString(), "cannot be written: " + e, "check the folder and its free space", e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Every record was written.
        }
    }

    /** A message of Protocol Buffers. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        /** Field 1, the wall time in seconds. */
        void time() {
            varint(1 << 3 | 1);
            fixed(8, Double.doubleToLongBits(System.currentTimeMillis() / 1e3));
        }

        void number(int field, long value) {
            varint((long) field << 3);
            varint(value);
        }

        void single(int field, float value) {
            varint((long) field << 3 | 5);
            fixed(4, Float.floatToIntBits(value));
        }

        void text(int field, String text) {
            bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        void bytes(int field, byte[] bytes) {
            varint((long) field << 3 | 2);
            varint(bytes.length);
            out.writeBytes(bytes);
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void fixed(int bytes, long bits) {
            for (int i = 0; i < bytes; i++) {
                out.write((int) (bits >>> 8 * i));
            }
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
