package dev.attar.importer.checkpoint;

import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of {@code torch.save}, as PyTorch writes it since 1.6: a zip archive with a pickle, which says what the tensors are, and
 * their storages.
 */
final class TorchFile {
    private static final int LARGEST_PICKLE = 64 << 20;
    private static final String PICKLE = "/data.pkl";

    private TorchFile() {}

    /** @throws ImportException when it is not such a file, or does anything besides holding tensors */
    static StoredTensors read(Path file, MemorySegment bytes) {
        if (!StoredZip.is(bytes)) {
            throw new ImportException(notZip(file, bytes));
        }
        Map<String, MemorySegment> entries = StoredZip.entries(file, bytes);
        List<String> pickles =
                entries.keySet().stream().filter(name -> name.endsWith(PICKLE)).toList();
        if (pickles.size() != 1) {
            throw new ImportException(file + " has " + pickles.size() + " entries data.pkl; PyTorch writes one");
        }
        String root = pickles.getFirst().substring(0, pickles.getFirst().length() - PICKLE.length() + 1);
        if (entries.containsKey(root + "constants.pkl")) {
            throw new ImportException(file + " is a TorchScript program; give the weights, saved with"
                    + " model.save_pretrained(folder)");
        }
        MemorySegment order = entries.get(root + "byteorder");
        if (order != null && !text(order).equals("little")) {
            throw new ImportException(file + " was written on a machine of the other byte order, which is not read");
        }
        MemorySegment pickle = entries.get(pickles.getFirst());
        if (pickle.byteSize() > LARGEST_PICKLE) {
            throw new ImportException(file + ": its pickle has " + pickle.byteSize() + " bytes; that of a state"
                    + " dictionary has a few thousand");
        }
        String where = file + ", " + pickles.getFirst();
        return tensors(where, root, entries, PickleReader.read(where, pickle.toArray(ValueLayout.JAVA_BYTE)));
    }

    private static String notZip(Path file, MemorySegment bytes) {
        boolean pickle = bytes.byteSize() > 2 && bytes.get(ValueLayout.JAVA_BYTE, 0) == (byte) 0x80;
        if (!pickle) {
            return file + " is no file of PyTorch's, or truncated: it is no zip archive";
        }
        return file + " has the format of PyTorch before 1.6, which is not read. Convert it, in its folder, with\n"
                + "  import torch\n"
                + "  torch.save(torch.load(\"" + file.getFileName() + "\", map_location=\"cpu\", weights_only=True), \""
                + file.getFileName() + "\")";
    }

    private static String text(MemorySegment entry) {
        return new String(
                entry.asSlice(0, Math.min(16, entry.byteSize())).toArray(ValueLayout.JAVA_BYTE),
                StandardCharsets.US_ASCII);
    }

    private static StoredTensors tensors(String where, String root, Map<String, MemorySegment> entries, Pickled value) {
        if (!(value instanceof Pickled.Dictionary dictionary)) {
            throw new ImportException(where + " holds no dictionary of tensors");
        }
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        dictionary.entries().forEach((name, entry) -> {
            if (!(entry instanceof Pickled.Tensor tensor)) {
                throw new ImportException(where + ": '" + name + "' is no tensor; give a file that holds the tensors of"
                        + " the model and nothing else, as model.save_pretrained(folder) writes it");
            }
            tensors.put(name, data(where + ", tensor '" + name + "'", name, tensor, root, entries));
        });
        return new StoredTensors(tensors, Map.of());
    }

    private static TensorData data(
            String where, String name, Pickled.Tensor tensor, String root, Map<String, MemorySegment> entries) {
        MemorySegment storage = entries.get(root + "data/" + tensor.storage().key());
        if (storage == null) {
            throw new ImportException(
                    where + ": its storage '" + tensor.storage().key() + "' is not in the archive");
        }
        if (!isRowMajor(tensor)) {
            throw new ImportException(where + " of shape " + tensor.shape() + " is stored with strides "
                    + tensor.strides() + ", which is not read; save it contiguous");
        }
        try {
            long kind = tensor.storage().kind().bytes();
            long elements = tensor.shape().stream().reduce(1L, Math::multiplyExact);
            MemorySegment bytes =
                    storage.asSlice(Math.multiplyExact(tensor.offset(), kind), Math.multiplyExact(elements, kind));
            return new TensorData(name, tensor.storage().kind(), tensor.shape(), bytes);
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            throw new ImportException(
                    where + " of shape " + tensor.shape() + " does not fit its storage of " + storage.byteSize()
                            + " bytes; the file is damaged or truncated",
                    e);
        }
    }

    private static boolean isRowMajor(Pickled.Tensor tensor) {
        List<Long> shape = tensor.shape();
        if (tensor.strides().size() != shape.size()) {
            return false;
        }
        long stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            long size = shape.get(axis);
            if (size > 1 && tensor.strides().get(axis) != stride) {
                return false;
            }
            stride *= Math.max(size, 1);
        }
        return true;
    }
}
