package dev.attar.importer.onnx;

import dev.attar.importer.onnx.OnnxModel.OnnxInput;
import dev.attar.importer.source.ForeignFile;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an ONNX file: {@code ModelProto}, as far as an encoder needs it.
 *
 * <p>Field numbers are those of the public schema, github.com/onnx/onnx, onnx/onnx.proto (IR version 3 and later).
 */
public final class OnnxReader {
    /** No ONNX file begins with so many characters of a text: its first fields are numbers below a blank. */
    private static final int BEGINNING = 32;

    private final String file;
    private final TensorReader tensors;
    private final NodeReader reader;
    private final List<OnnxInput> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, TensorData> initializers = new LinkedHashMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxFunction> functions = new LinkedHashMap<>();
    private long opset = -1;
    private boolean graphSeen;

    private OnnxReader(String file, TensorReader tensors) {
        this.file = file;
        this.tensors = tensors;
        this.reader = new NodeReader(file, tensors);
    }

    /**
     * Maps and reads the file. Its tensors stay mapped until {@code arena} is closed.
     *
     * @throws ImportException when it cannot be read or is no ONNX graph
     */
    public static OnnxModel read(Path path, Arena arena) {
        String name = String.valueOf(path.getFileName());
        try (FileChannel channel = ForeignFile.openNamed(path)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            refuseText(name, bytes);
            Path folder = path.toAbsolutePath().getParent();
            return new OnnxReader(name, new TensorReader(new ExternalData(folder, arena))).model(new Wire(name, bytes));
        } catch (IOException e) {
            throw new ImportException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A README would else be read as far as it goes, and refused for something that its reader cannot understand. */
    private static void refuseText(String name, MemorySegment bytes) {
        boolean text = bytes.byteSize() > 0;
        for (long i = 0; i < Math.min(BEGINNING, bytes.byteSize()); i++) {
            int b = bytes.get(ValueLayout.JAVA_BYTE, i);
            text &= b >= ' ' && b != 0x7f || b == '\n' || b == '\r' || b == '\t';
        }
        if (text) {
            byte[] beginning = bytes.asSlice(0, Math.min(40, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
            String first = new String(beginning, StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new ImportException(name + " is a text that begins with '" + first
                    + "', not an ONNX model; give the .onnx file, or the folder of a Hugging Face model");
        }
    }

    private OnnxModel model(Wire wire) {
        while (wire.next()) {
            switch (wire.field()) {
                case 7 -> graph(wire.message(file + ", graph"));
                case 8 -> operatorSet(OperatorSet.read(wire.message(file + ", operator set")));
                case 25 -> function(OnnxFunction.read(wire.message(file + ", function"), reader, file));
                default -> {}
            }
        }
        if (!graphSeen) {
            throw new ImportException(file + ": not a valid ONNX file (it has no graph)");
        }
        if (opset < 7 || opset > 1000) {
            throw new ImportException(
                    file + ": operator set " + opset + " is not supported; export with opset 11 or later");
        }
        inputs.removeIf(input -> initializers.containsKey(input.name()));
        return new OnnxModel(file, (int) opset, inputs, outputs, initializers, ordered());
    }

    private void operatorSet(OperatorSet set) {
        if (set.standard()) {
            opset = set.version();
        }
    }

    private void function(OnnxFunction function) {
        if (functions.put(OnnxFunction.key(function.domain(), function.name()), function) != null) {
            throw new ImportException(file + ": function '" + function.name() + "' is defined twice; export the model"
                    + " with functions inlined (onnx.inliner.inline_local_functions)");
        }
    }

    private void graph(Wire wire) {
        if (graphSeen) {
            throw new ImportException(file + ": not a valid ONNX file (two graphs)");
        }
        graphSeen = true;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> nodes.add(reader.read(wire.message(file + ", node " + nodes.size())));
                case 5 -> initializer(wire.message(file + ", initializer " + initializers.size()));
                case 11 -> inputs.add(input(wire.message(file + ", graph input")));
                case 12 ->
                    outputs.add(input(wire.message(file + ", graph output")).name());
                case 15 -> throw new ImportException(file + " has sparse weights; export it with dense ones");
                default -> {}
            }
        }
    }

    private void initializer(Wire wire) {
        TensorData tensor = tensors.read(wire, "");
        if (initializers.put(tensor.name(), tensor) != null) {
            throw new ImportException(file + ": initializer '" + tensor.name() + "' appears twice");
        }
    }

    private OnnxInput input(Wire wire) {
        String name = "";
        List<Long> sizes = List.of();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.string();
                case 2 -> sizes = ShapeReader.read(wire.message(file + ", type of '" + name + "'"));
                default -> {}
            }
        }
        return new OnnxInput(name, sizes);
    }

    /** Nodes so that each comes after those it uses. ONNX asks files to be in such an order already; not all are. */
    private List<OnnxNode> ordered() {
        Map<String, OnnxNode> makers = new HashMap<>();
        for (OnnxNode node : new FunctionInliner(functions, opset).inlined(nodes)) {
            for (String output : node.outputs()) {
                if (!output.isEmpty() && (makers.put(output, node) != null || initializers.containsKey(output))) {
                    throw node.refuse("'" + output + "' is made twice; the file is damaged");
                }
            }
        }
        return new NodeOrder(makers, known()).order(outputs, file);
    }

    private Set<String> known() {
        Set<String> known = new HashSet<>(initializers.keySet());
        inputs.forEach(input -> known.add(input.name()));
        return known;
    }
}
