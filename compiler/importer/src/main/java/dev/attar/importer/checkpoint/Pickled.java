package dev.attar.importer.checkpoint;

import dev.attar.importer.tensor.ElementKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pickle of tensors can hold. */
sealed interface Pickled {
    /** {@code None}, a number, a truth value: what is no tensor and no part of one. */
    enum Other implements Pickled {
        NONE,
        TRUE,
        FALSE,
        NUMBER
    }

    record Whole(long value) implements Pickled {}

    record Text(String value) implements Pickled {}

    record Tuple(List<Pickled> items) implements Pickled {
        public Tuple {
            items = List.copyOf(items);
        }
    }

    /** A list; filled after it was made. */
    record Sequence(List<Pickled> items) implements Pickled {}

    /** A dictionary by text; filled after it was made. Two are equal only when they are the same. */
    final class Dictionary implements Pickled {
        private final Map<String, Pickled> entries = new LinkedHashMap<>();

        Map<String, Pickled> entries() {
            return entries;
        }
    }

    /** A function or class of Python's, by name alone. */
    record Global(String module, String name) implements Pickled {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** Bytes beside the pickle. */
    record Storage(ElementKind kind, String key, long elements) implements Pickled {}

    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {
        public Tensor {
            shape = List.copyOf(shape);
            strides = List.copyOf(strides);
        }
    }
}
