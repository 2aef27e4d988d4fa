package dev.attar.importer.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads an {@code AttributeProto}. Its kind follows from the field that is set, which old files without a type allow too. */
final class AttributeReader {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private AttributeReader() {}

    static void read(Wire wire, TensorReader tensors, Map<String, OnnxAttribute> attributes) {
        String name = "";
        long type = 0;
        OnnxAttribute value = null;
        List<Float> reals = new ArrayList<>();
        Longs wholes = new Longs();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.string();
                case 2 -> value = new OnnxAttribute.Real(wire.real());
                case 3 -> value = new OnnxAttribute.Whole(wire.integer());
                case 4 -> value = new OnnxAttribute.Text(wire.string());
                case 5 ->
                    value = new OnnxAttribute.Stored(tensors.read(wire.message("attribute '" + name + "'"), name));
                case 7 -> reals(wire, reals);
                case 8 -> wire.integers(wholes);
                case 6, 9, 10, 11, 14, 15, 22, 23 -> value = new OnnxAttribute.Other();
                case 21 -> value = new OnnxAttribute.Reference(wire.string());
                case 20 -> type = wire.integer();
                default -> {}
            }
        }
        attributes.put(name, value == null ? implied(type, reals, wholes) : value);
    }

    /** A list, or the zero that proto3 writers leave out. Types: 1 float, 2 integer, 3 text, 6 floats, 7 integers. */
    private static OnnxAttribute implied(long type, List<Float> reals, Longs wholes) {
        if (!reals.isEmpty() || type == 6) {
            return new OnnxAttribute.Reals(reals);
        }
        if (wholes.size() > 0 || type == 7) {
            return new OnnxAttribute.Wholes(
                    Arrays.stream(wholes.toArray()).boxed().toList());
        }
        return switch ((int) type) {
            case 1 -> new OnnxAttribute.Real(0);
            case 2 -> new OnnxAttribute.Whole(0);
            case 3 -> new OnnxAttribute.Text("");
            default -> new OnnxAttribute.Other();
        };
    }

    private static void reals(Wire wire, List<Float> reals) {
        if (!wire.isPacked()) {
            reals.add(wire.real());
            return;
        }
        MemorySegment packed = wire.content();
        for (long at = 0; at + 4 <= packed.byteSize(); at += 4) {
            reals.add(packed.get(FLOAT, at));
        }
    }
}
