package dev.attar.importer.translate;

import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxModel.OnnxInput;
import dev.attar.importer.onnx.OnnxNode;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.tensor.TensorData;
import dev.attar.importer.term.Op.InputKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which input is which. The usual names are believed; another input is a mask when no table is read with it, and among those
 * that are, the one with the largest table holds the token ids. An input that no output depends on is left aside.
 */
final class InputKinds {
    private static final Set<String> IDS = Set.of("input_ids", "ids", "input_word_ids", "tokens", "token_ids");
    private static final Set<String> SEGMENTS =
            Set.of("token_type_ids", "segment_ids", "input_type_ids", "type_ids", "segments");
    private static final Set<String> MASKS = Set.of("attention_mask", "input_mask", "mask");

    private final OnnxModel model;

    InputKinds(OnnxModel model) {
        this.model = model;
    }

    /** @throws ImportException when there are no token ids, or two inputs for one thing */
    Map<String, InputKind> find() {
        Map<String, InputKind> kinds = new HashMap<>();
        Map<String, Long> rows = new HashMap<>();
        List<OnnxInput> read =
                model.inputs().stream().filter(input -> isRead(input.name())).toList();
        for (OnnxInput input : read) {
            byName(input.name()).ifPresent(kind -> claim(kinds, input.name(), kind));
        }
        for (OnnxInput input : read) {
            if (!kinds.containsKey(input.name())) {
                refusePositions(input.name());
                rows.put(input.name(), largestTable(input.name()));
            }
        }
        rows.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> claim(kinds, entry.getKey(), byUse(entry.getValue(), kinds)));
        if (!kinds.containsValue(InputKind.TOKEN_IDS)) {
            throw new ImportException(
                    model.file() + ": none of its inputs holds token ids; only text encoders can be imported");
        }
        return kinds;
    }

    /** Inputs that no output depends on. */
    List<String> unread() {
        return model.inputs().stream()
                .map(OnnxInput::name)
                .filter(name -> !isRead(name))
                .toList();
    }

    private boolean isRead(String input) {
        return model.outputs().contains(input)
                || model.nodes().stream().anyMatch(node -> node.inputs().contains(input));
    }

    private static InputKind byUse(long rows, Map<String, InputKind> kinds) {
        if (rows == 0) {
            return InputKind.ATTENTION_MASK;
        }
        return kinds.containsValue(InputKind.TOKEN_IDS) ? InputKind.SEGMENT_IDS : InputKind.TOKEN_IDS;
    }

    private void claim(Map<String, InputKind> kinds, String name, InputKind kind) {
        if (kinds.containsValue(kind)) {
            throw new ImportException(
                    model.file() + ": input '" + name + "' is not understood: there is another one for "
                            + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        kinds.put(name, kind);
    }

    private void refusePositions(String name) {
        if (name.toLowerCase(Locale.ROOT).contains("position")) {
            throw new ImportException(model.file() + ": it takes position ids as input '" + name
                    + "'; export it without them, so that it counts positions itself");
        }
    }

    private static Optional<InputKind> byName(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
        if (IDS.contains(lower)) {
            return Optional.of(InputKind.TOKEN_IDS);
        }
        if (SEGMENTS.contains(lower)) {
            return Optional.of(InputKind.SEGMENT_IDS);
        }
        return MASKS.contains(lower) ? Optional.of(InputKind.ATTENTION_MASK) : Optional.empty();
    }

    /** Rows of the largest stored table that is read with this input as it is; 0 when there is none. */
    private long largestTable(String input) {
        Set<String> same = new HashSet<>(List.of(input));
        long rows = 0;
        for (OnnxNode node : model.nodes()) {
            boolean first =
                    !node.inputs().isEmpty() && same.contains(node.inputs().getFirst());
            if (first
                    && Set.of("Identity", "Cast", "Reshape", "Unsqueeze", "Squeeze")
                            .contains(node.type())) {
                same.addAll(node.outputs());
            }
            if (node.type().equals("Gather")
                    && node.inputs().size() == 2
                    && same.contains(node.inputs().get(1))) {
                TensorData table = model.initializers().get(node.inputs().getFirst());
                rows = Math.max(
                        rows,
                        table == null || table.shape().size() != 2
                                ? 0
                                : table.shape().getFirst());
            }
        }
        return rows;
    }
}
