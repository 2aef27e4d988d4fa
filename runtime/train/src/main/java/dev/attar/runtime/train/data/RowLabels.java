package dev.attar.runtime.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.training.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fields of a row that hold labels: names of classes, their numbers, or numbers to be learned. */
final class RowLabels {
    private final Task task;
    private final Map<String, Integer> numbers = new HashMap<>();

    RowLabels(Task task) {
        this.task = task;
        for (int i = 0; i < task.labels().size(); i++) {
            numbers.putIfAbsent(task.labels().get(i), i);
        }
    }

    /** One class. */
    int one(Row row, String name) {
        return number(row, required(row, name, "the class of the text"));
    }

    /** Several classes, in an array or between commas in a string. */
    int[] several(Row row, String name) {
        List<Integer> labels = new ArrayList<>();
        for (JsonNode node : elements(row, name)) {
            labels.add(number(row, node));
        }
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Numbers to be learned: one, or an array of them. */
    float[] numbers(Row row, String name) {
        List<JsonNode> nodes =
                row.fields().path(name).isNumber() ? List.of(row.fields().get(name)) : elements(row, name);
        float[] values = new float[nodes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = real(row, name, nodes.get(i));
        }
        return values;
    }

    private static float real(Row row, String name, JsonNode node) {
        try {
            double value =
                    node.isTextual() ? Double.parseDouble(node.textValue().strip()) : node.doubleValue();
            if ((node.isNumber() || node.isTextual()) && Float.isFinite((float) value)) {
                return (float) value;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw row.refused("\"" + name + "\" has " + node + ", which is no number", "write numbers such as 0.25");
    }

    private List<JsonNode> elements(Row row, String name) {
        JsonNode node = required(row, name, "what is to be learned");
        List<JsonNode> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(elements::add);
        } else if (node.isTextual()) {
            for (String word : node.textValue().split(node.textValue().indexOf(',') >= 0 ? "," : "\\s+")) {
                if (!word.isBlank()) {
                    elements.add(row.fields().textNode(word.strip()));
                }
            }
        } else {
            throw row.refused("\"" + name + "\" is not an array", "write it as [0,2,1]");
        }
        return elements;
    }

    private static JsonNode required(Row row, String name, String what) {
        JsonNode node = row.fields().get(name);
        if (node == null || node.isNull()) {
            throw row.refused("no \"" + name + "\"", "each row has \"" + name + "\", " + what);
        }
        return node;
    }

    private int number(Row row, JsonNode node) {
        if (node.isTextual()) {
            String name = node.textValue().strip();
            Integer number = numbers.get(name);
            if (number != null) {
                return number;
            }
            if (!name.matches("-?\\d{1,9}")) {
                throw row.refused(
                        "unknown label \"" + name + "\"",
                        task.labels().isEmpty()
                                ? "the spec names no classes: give their numbers, or add labels to the head"
                                : "the spec has " + String.join(", ", shown(task.labels())));
            }
            return within(row, Integer.parseInt(name));
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw row.refused("the label " + node + " is neither a name nor a whole number", "give one of them");
        }
        return within(row, node.intValue());
    }

    private static List<String> shown(List<String> labels) {
        List<String> some = new ArrayList<>(labels.subList(0, Math.min(labels.size(), 12)));
        if (some.size() < labels.size()) {
            some.add("…");
        }
        return some;
    }

    private int within(Row row, int label) {
        if (label != Labels.IGNORED && (label < 0 || label >= task.width())) {
            throw row.refused(
                    "label " + label + ", and the head has " + task.width() + " classes",
                    "labels are 0 to " + (task.width() - 1) + ", or " + Labels.IGNORED + " for none");
        }
        return label;
    }
}
