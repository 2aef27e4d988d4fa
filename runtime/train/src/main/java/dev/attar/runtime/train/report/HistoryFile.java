package dev.attar.runtime.train.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.runtime.train.checkpoint.CheckpointException;
import dev.attar.runtime.train.checkpoint.TextFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code history.jsonl}: a line for each step, each evaluation and each epoch, without times: it is a function of the run. When
 * a run goes on, lines after its checkpoint are dropped and written again.
 */
public final class HistoryFile implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final FileChannel channel;

    private HistoryFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Begins a history, or goes on after a step. */
    public static HistoryFile open(Path file, long afterStep) {
        StringBuilder kept = new StringBuilder();
        for (JsonNode line : read(file)) {
            if (line.path("step").asLong(Long.MAX_VALUE) <= afterStep) {
                kept.append(line).append('\n');
            }
        }
        TextFile.write(file, kept.toString());
        try {
            return new HistoryFile(file, FileChannel.open(file, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** All lines that are whole; none where there is no file. */
    public static List<JsonNode> read(Path file) {
        List<JsonNode> lines = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            try {
                for (String line : Files.readString(file).split("\n")) {
                    try {
                        if (MAPPER.readTree(line) instanceof ObjectNode object) {
                            lines.add(object);
                        }
                    } catch (JsonProcessingException _) {
                        // The line that was being written when the process was killed.
                    }
                }
            } catch (IOException e) {
                throw failed(file, e);
            }
        }
        return lines;
    }

    /** Appends a line. */
    public void add(ObjectNode line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** An object with these numbers; what is not finite becomes null, which JSON can write. */
    public static ObjectNode numbers(Map<String, Double> values) {
        ObjectNode object = MAPPER.createObjectNode();
        values.forEach((name, value) -> put(object, name, value));
        return object;
    }

    /** Puts a number; null where it is not finite. */
    public static void put(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.putNull(name);
        }
    }

    private static CheckpointException failed(Path file, IOException e) {
        return new CheckpointException(
                file.toString(),
                "cannot be written: " + e.getMessage(),
                "check the folder and its free space; checkpoints are as they were: go on with --resume",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Every line was written.
        }
    }
}
