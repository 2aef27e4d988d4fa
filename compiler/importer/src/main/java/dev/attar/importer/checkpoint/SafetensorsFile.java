package dev.attar.importer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.Json;
import dev.attar.importer.tensor.ElementKind;
import dev.attar.importer.tensor.TensorData;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a safetensors file of somebody else's. The runtime's own reader accepts only what Attar runs on; foreign files also
 * hold integers (position ids, for one), which are skipped here unless something asks for them.
 *
 * <p>Source: github.com/huggingface/safetensors, README, "Format".
 */
final class SafetensorsFile {
    private static final long LONGEST_HEADER = 100_000_000;
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final Map<String, ElementKind> KINDS = Map.ofEntries(
            Map.entry("F32", ElementKind.FLOAT32),
            Map.entry("F16", ElementKind.FLOAT16),
            Map.entry("BF16", ElementKind.BFLOAT16),
            Map.entry("F64", ElementKind.FLOAT64),
            Map.entry("I64", ElementKind.INT64),
            Map.entry("I32", ElementKind.INT32),
            Map.entry("I16", ElementKind.INT16),
            Map.entry("I8", ElementKind.INT8),
            // Nothing reads unsigned integers; they only have to be passed over.
            Map.entry("U64", ElementKind.INT64),
            Map.entry("U32", ElementKind.INT32),
            Map.entry("U16", ElementKind.UINT16),
            Map.entry("U8", ElementKind.UINT8),
            Map.entry("BOOL", ElementKind.BOOL));

    private SafetensorsFile() {}

    /**
     * @param file for messages
     * @throws ImportException when the file breaks the format
     */
    static StoredTensors read(Path file, MemorySegment bytes) {
        long size = bytes.byteSize();
        long length = size < 8 ? -1 : bytes.get(LENGTH, 0);
        if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
            throw new ImportException(file + " is no safetensors file, or truncated: " + size
                    + " bytes with a header of " + (size < 8 ? "none" : Long.toUnsignedString(length)));
        }
        byte[] text = bytes.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE);
        JsonNode header = Json.parse("the header of " + file, text);
        if (!header.isObject()) {
            throw new ImportException(file + ": its header is no object");
        }
        MemorySegment data = bytes.asSlice(8 + length);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Map<String, String> notes = new LinkedHashMap<>();
        header.properties().forEach(entry -> {
            if (entry.getKey().equals("__metadata__")) {
                entry.getValue()
                        .properties()
                        .forEach(
                                note -> notes.put(note.getKey(), note.getValue().asText()));
            } else {
                tensors.put(
                        entry.getKey(),
                        tensor(file + ", tensor '" + entry.getKey() + "'", entry.getKey(), entry.getValue(), data));
            }
        });
        // save_model of safetensors stores shared tensors once and notes the other names: {"other": "stored"}.
        notes.entrySet().removeIf(note -> tensors.containsKey(note.getKey()) || !tensors.containsKey(note.getValue()));
        return new StoredTensors(tensors, notes);
    }

    private static TensorData tensor(String where, String name, JsonNode entry, MemorySegment data) {
        ElementKind kind = KINDS.get(entry.path("dtype").asText(""));
        if (kind == null) {
            throw new ImportException(
                    where + " has type '" + entry.path("dtype").asText("") + "'; import a model in fp32, fp16 or bf16");
        }
        List<Long> shape = numbers(where, entry.path("shape"));
        List<Long> offsets = numbers(where, entry.path("data_offsets"));
        long bytes = kind.bytes();
        for (long length : shape) {
            if (length > 0 && bytes > Long.MAX_VALUE / length) {
                throw new ImportException(where + " has an impossible shape, " + shape);
            }
            bytes *= length;
        }
        boolean fits = offsets.size() == 2
                && offsets.get(0) <= offsets.get(1)
                && offsets.get(1) <= data.byteSize()
                && offsets.get(1) - offsets.get(0) == bytes;
        if (!fits) {
            throw new ImportException(where + " of shape " + shape + " and type " + kind + " lies at " + offsets
                    + " of " + data.byteSize() + " bytes, which does not fit; the file is damaged or truncated");
        }
        return new TensorData(name, kind, shape, data.asSlice(offsets.get(0), bytes));
    }

    private static List<Long> numbers(String where, JsonNode list) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : list) {
            if (!number.canConvertToLong() || !number.isIntegralNumber() || number.asLong() < 0) {
                throw new ImportException(where + ": '" + number + "' is not a size or offset");
            }
            numbers.add(number.asLong());
        }
        if (!list.isArray()) {
            throw new ImportException(where + ": its shape or offsets are missing");
        }
        return numbers;
    }
}
