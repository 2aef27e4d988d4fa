package dev.attar.runtime.weights;

import dev.attar.runtime.ElementType;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.files.Quoted;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a safetensors file: 8 bytes with its length, then a JSON object
 * {@code {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …, "__metadata__": {"key": "value"}}}, then
 * the tensors' bytes. Whatever breaks a rule of the format is refused with the byte where it was seen.
 *
 * <p>Source: the format's description in the safetensors project's README.
 *
 * @param dataStart byte of the file where the tensors begin
 * @param entries the tensors, in the order of their bytes
 */
public record SafetensorsHeader(long dataStart, Map<String, String> metadata, List<Entry> entries) {
    /** The format's own limit for the length of a header, in bytes. */
    static final long LONGEST = 100_000_000;

    public static final String METADATA = "__metadata__";

    /** Bytes before the header: its length as a little-endian integer. */
    static final int PREFIX = 8;

    /**
     * What the header says about one tensor.
     *
     * @param begin its first byte, counted from {@link #dataStart}
     * @param end the byte after its last one
     * @param offset where in the file the header speaks of it
     */
    public record Entry(String name, ElementType type, List<Long> shape, long begin, long end, long offset) {}

    /** Reads and checks the header of a whole file. */
    public static SafetensorsHeader read(String source, MemorySegment file) {
        long size = file.byteSize();
        if (size < PREFIX) {
            throw broken(source, "a file of " + size + " bytes", "at least 8, the length of the header", 0);
        }
        long length = file.asSlice(0, PREFIX)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > LONGEST) {
            String found = "a header of " + Long.toUnsignedString(length) + " bytes";
            throw broken(source, found, "at most " + LONGEST + ", the format's limit", 0);
        }
        if (length > size - PREFIX) {
            String found = "a header of " + length + " bytes in a file of " + size;
            throw broken(source, found, "at most " + (size - PREFIX), 0);
        }
        long dataStart = PREFIX + length;
        HeaderReader json = new HeaderReader(source, file, PREFIX, dataStart);
        if (!json.isAt('{')) {
            throw broken(source, "a header that does not begin with '{'", "'{' as its first byte", PREFIX);
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = entries(source, json, metadata);
        return new SafetensorsHeader(
                dataStart, metadata, SafetensorsLayout.inOrder(source, entries, dataStart, size - dataStart));
    }

    private static List<Entry> entries(String source, HeaderReader json, Map<String, String> metadata) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        boolean metadataSeen = false;
        json.expect('{');
        if (!json.accept('}')) {
            do {
                long offset = json.at();
                String name = json.string();
                json.expect(':');
                if (name.equals(METADATA) ? metadataSeen : entries.containsKey(name)) {
                    throw json.fault("the key " + Quoted.name(name) + " twice", "every key once", offset);
                }
                if (name.equals(METADATA)) {
                    metadataSeen = true;
                    strings(json, metadata);
                } else {
                    entries.put(name, entry(source, json, name, offset));
                }
            } while (json.accept(','));
            json.expect('}');
        }
        json.padding();
        return new ArrayList<>(entries.values());
    }

    private static void strings(HeaderReader json, Map<String, String> into) {
        json.expect('{');
        if (json.accept('}')) {
            return;
        }
        do {
            long offset = json.at();
            String key = json.string();
            json.expect(':');
            if (into.put(key, json.string()) != null) {
                throw json.fault("the key " + Quoted.name(key) + " twice", "every key once", offset);
            }
        } while (json.accept(','));
        json.expect('}');
    }

    private static Entry entry(String source, HeaderReader json, String name, long offset) {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        json.expect('{');
        do {
            long at = json.at();
            String key = json.string();
            json.expect(':');
            boolean twice = switch (key) {
                case "dtype" -> type != null;
                case "shape" -> shape != null;
                case "data_offsets" -> offsets != null;
                default ->
                    throw json.fault(
                            "the key " + Quoted.name(key) + " in tensor " + Quoted.name(name),
                            "dtype, shape or data_offsets",
                            at);
            };
            if (twice) {
                throw json.fault(Quoted.name(key) + " twice in tensor " + Quoted.name(name), "every key once", at);
            }
            switch (key) {
                case "dtype" -> type = json.string();
                case "shape" -> shape = integers(json);
                default -> offsets = integers(json);
            }
        } while (json.accept(','));
        json.expect('}');
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw json.fault(
                    "an incomplete description of tensor " + Quoted.name(name),
                    "dtype, shape and data_offsets [begin, end]",
                    offset);
        }
        Optional<ElementType> known = elementType(type);
        if (known.isEmpty()) {
            throw refused(source, name, type, offset);
        }
        return new Entry(name, known.get(), List.copyOf(shape), offsets.get(0), offsets.get(1), offset);
    }

    private static List<Long> integers(HeaderReader json) {
        List<Long> values = new ArrayList<>();
        json.expect('[');
        if (!json.accept(']')) {
            do {
                values.add(json.integer());
            } while (json.accept(','));
            json.expect(']');
        }
        return values;
    }

    private static WeightsException refused(String source, String name, String type, long offset) {
        Problem problem =
                new Problem(Kind.TYPE, name, "numbers of type " + Quoted.name(type), "F32, F16 or BF16", offset);
        return new WeightsException(
                source, List.of(problem), "convert the tensor, or leave it out when the model does not use it");
    }

    private static WeightsException broken(String source, String found, String expected, long offset) {
        Problem problem = new Problem(Kind.HEADER, "", found, expected, offset);
        return new WeightsException(source, List.of(problem), HeaderReader.HINT);
    }

    /** The type that a safetensors header calls {@code name}; empty when Attar reads no such numbers. */
    private static Optional<ElementType> elementType(String name) {
        for (ElementType type : ElementType.values()) { // no stream: this is on the way of every start
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
