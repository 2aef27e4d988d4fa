package dev.attar.importer.onnx;

import java.util.ArrayList;
import java.util.List;

/** Reads the shape in a {@code TypeProto}: a size for each axis, -1 where it is dynamic. */
final class ShapeReader {
    private ShapeReader() {}

    static List<Long> read(Wire type) {
        List<Long> sizes = new ArrayList<>();
        while (type.next()) {
            if (type.field() == 1) {
                tensor(type.message("tensor type"), sizes);
            }
        }
        return sizes;
    }

    private static void tensor(Wire tensor, List<Long> sizes) {
        while (tensor.next()) {
            if (tensor.field() == 2) {
                Wire shape = tensor.message("shape");
                while (shape.next()) {
                    if (shape.field() == 1) {
                        sizes.add(size(shape.message("axis")));
                    }
                }
            }
        }
    }

    private static long size(Wire axis) {
        long size = -1;
        while (axis.next()) {
            if (axis.field() == 1) {
                size = axis.integer();
            }
        }
        return size;
    }
}
