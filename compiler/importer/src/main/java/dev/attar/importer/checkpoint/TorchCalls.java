package dev.attar.importer.checkpoint;

import dev.attar.importer.checkpoint.Pickled.Dictionary;
import dev.attar.importer.checkpoint.Pickled.Global;
import dev.attar.importer.checkpoint.Pickled.Sequence;
import dev.attar.importer.checkpoint.Pickled.Storage;
import dev.attar.importer.checkpoint.Pickled.Tensor;
import dev.attar.importer.checkpoint.Pickled.Text;
import dev.attar.importer.checkpoint.Pickled.Tuple;
import dev.attar.importer.checkpoint.Pickled.Whole;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.ElementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The calls that a pickle of tensors may make, each of which only says what it would make. */
final class TorchCalls {
    private static final Map<String, ElementKind> STORAGES = Map.of(
            "FloatStorage", ElementKind.FLOAT32,
            "HalfStorage", ElementKind.FLOAT16,
            "BFloat16Storage", ElementKind.BFLOAT16,
            "DoubleStorage", ElementKind.FLOAT64,
            "LongStorage", ElementKind.INT64,
            "IntStorage", ElementKind.INT32,
            "ShortStorage", ElementKind.INT16,
            "CharStorage", ElementKind.INT8,
            "ByteStorage", ElementKind.UINT8,
            "BoolStorage", ElementKind.BOOL);

    private TorchCalls() {}

    /** @throws ImportException when this is no call that tensors need */
    static Pickled call(String where, Pickled function, Pickled arguments) {
        if (!(function instanceof Global global) || !(arguments instanceof Tuple(List<Pickled> given))) {
            throw new ImportException(where + ": the pickle calls something that is no function");
        }
        return switch (global.toString()) {
            case "collections.OrderedDict" -> dictionary(where, given);
            case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" -> tensor(where, given);
            case "torch._utils._rebuild_parameter" -> {
                if (given.isEmpty() || !(given.getFirst() instanceof Tensor tensor)) {
                    throw damaged(where, global);
                }
                yield tensor;
            }
            default ->
                throw new ImportException(where + ": the pickle calls " + global
                        + ", which tensors do not need; it was not executed. Save the weights alone:"
                        + " model.save_pretrained(folder)");
        };
    }

    private static Dictionary dictionary(String where, List<Pickled> given) {
        boolean empty = given.isEmpty()
                || given.size() == 1 && given.getFirst() instanceof Sequence(var items) && items.isEmpty();
        if (!empty) {
            throw new ImportException(where + ": the pickle makes a dictionary in a way that is not read");
        }
        return new Dictionary();
    }

    /** {@code (storage, offset, size, stride, …)}. */
    private static Tensor tensor(String where, List<Pickled> given) {
        if (given.size() < 4
                || !(given.get(0) instanceof Storage storage)
                || !(given.get(1) instanceof Whole(long offset))
                || !(given.get(2) instanceof Tuple size)
                || !(given.get(3) instanceof Tuple stride)) {
            throw damaged(where, new Global("torch._utils", "_rebuild_tensor_v2"));
        }
        return new Tensor(storage, offset, numbers(where, size), numbers(where, stride));
    }

    private static List<Long> numbers(String where, Tuple tuple) {
        List<Long> numbers = new ArrayList<>();
        for (Pickled item : tuple.items()) {
            if (!(item instanceof Whole(long value)) || value < 0) {
                throw new ImportException(where + ": the pickle has a tensor with an impossible size");
            }
            numbers.add(value);
        }
        return numbers;
    }

    /** What a persistent id stands for: {@code ("storage", torch.FloatStorage, key, device, elements)}. */
    static Storage storage(String where, Pickled id) {
        if (id instanceof Tuple(List<Pickled> parts)
                && parts.size() >= 5
                && parts.get(0) instanceof Text(String kind)
                && kind.equals("storage")
                && parts.get(1) instanceof Global(String module, String name)
                && module.equals("torch")
                && parts.get(2) instanceof Text(String key)
                && parts.get(4) instanceof Whole(long elements)) {
            ElementKind type = STORAGES.get(name);
            if (type == null) {
                throw new ImportException(
                        where + ": tensors of torch." + name + " are not read; save them in fp32, fp16" + " or bf16");
            }
            return new Storage(type, key, elements);
        }
        throw new ImportException(where + ": the pickle names something outside of it that is no storage of a tensor");
    }

    private static ImportException damaged(String where, Global function) {
        return new ImportException(where + ": the pickle calls " + function + " with what it cannot take");
    }
}
