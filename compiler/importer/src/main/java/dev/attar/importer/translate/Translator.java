package dev.attar.importer.translate;

import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxModel.OnnxInput;
import dev.attar.importer.onnx.OnnxNode;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.term.Axis;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Op;
import dev.attar.importer.term.Op.InputKind;
import dev.attar.importer.term.Op.Opaque;
import dev.attar.importer.term.Predicate;
import dev.attar.importer.term.Term;
import dev.attar.importer.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the nodes of a graph one after another and says what each of them makes. A node that cannot be described makes an
 * opaque term; whether that matters is decided where somebody wants to know what it is.
 */
public final class Translator {
    private static final List<Long> DYNAMIC = List.of(-1L, -1L);

    private final OnnxModel model;
    private final Terms terms;
    private final Operators operators;
    private final Map<String, Term> values = new HashMap<>();

    private Translator(OnnxModel model, Dim batch, Dim sequence) {
        this.model = model;
        this.terms = new Terms(batch, sequence);
        this.operators = new Operators(terms);
    }

    /**
     * What the graph computes.
     *
     * @param outputs the term of each graph output, in their order
     * @param notes what a person should know of the inputs
     */
    public record Translated(
            Map<String, Term> outputs, List<InputKind> inputs, List<String> notes, Operators operators) {}

    /** @throws ImportException when the model is quantised or its inputs are not those of a text encoder */
    public static Translated translate(OnnxModel model) {
        Quantised.refuse(model);
        InputKinds inputs = new InputKinds(model);
        Map<String, InputKind> kinds = inputs.find();
        List<Long> sizes = model.inputs().stream()
                .map(OnnxInput::sizes)
                .filter(s -> s.size() == 2)
                .findFirst()
                .orElse(DYNAMIC);
        Translator translator = new Translator(model, dim(sizes.get(0), Dim.BATCH), dim(sizes.get(1), Dim.SEQUENCE));
        return translator.run(kinds, notes(inputs, sizes));
    }

    private static List<String> notes(InputKinds inputs, List<Long> sizes) {
        List<String> notes = new ArrayList<>();
        if (!inputs.unread().isEmpty()) {
            notes.add("Nothing depends on these inputs: " + String.join(", ", inputs.unread()) + ".");
        }
        if (sizes.get(1) > 0) {
            notes.add("The graph takes sequences of exactly " + sizes.get(1)
                    + " tokens; the model takes any length up to" + " its context.");
        }
        return notes;
    }

    private static Dim dim(long size, Dim otherwise) {
        return size > 0 ? Dim.of(size) : otherwise;
    }

    private Translated run(Map<String, InputKind> kinds, List<String> notes) {
        kinds.forEach((name, kind) -> values.put(name, input(kind)));
        Constants constants = new Constants(terms);
        model.initializers().forEach((name, data) -> values.put(name, constants.term(data)));
        for (OnnxNode node : model.nodes()) {
            terms.from(node);
            List<Term> made = made(node);
            for (int i = 0; i < node.outputs().size(); i++) {
                Term term = i < made.size() ? made.get(i) : opaque(node, i, "this output is not supported", List.of());
                values.put(node.outputs().get(i), term);
            }
        }
        Map<String, Term> outputs = new LinkedHashMap<>();
        model.outputs().forEach(name -> outputs.put(name, values.get(name)));
        return new Translated(outputs, List.copyOf(kinds.values()), notes, operators);
    }

    private Term input(InputKind kind) {
        List<Axis> shape = List.of(terms.batch(), terms.sequence());
        return kind == InputKind.ATTENTION_MASK
                ? terms.make(new Op.Choose(new Predicate.Present(), 1, 0, 0, 1), shape)
                : terms.make(new Op.Input(kind), shape);
    }

    private List<Term> made(OnnxNode node) {
        List<Optional<Term>> inputs = new ArrayList<>();
        List<Term> unclear = new ArrayList<>();
        for (String name : node.inputs()) {
            Optional<Term> input = name.isEmpty() ? Optional.empty() : Optional.of(values.get(name));
            input.filter(t -> t.op() instanceof Opaque).ifPresent(unclear::add);
            inputs.add(input);
        }
        if (!unclear.isEmpty()) {
            return opaque(node, "it works on something that is not supported", unclear);
        }
        try {
            return operators.translate(new Call(node, model.opset(), inputs));
        } catch (ImportException e) {
            return opaque(node, e.getMessage(), List.of());
        }
    }

    private List<Term> opaque(OnnxNode node, String reason, List<Term> arguments) {
        List<Term> made = new ArrayList<>();
        for (int i = 0; i < node.outputs().size(); i++) {
            made.add(opaque(node, i, reason, arguments));
        }
        return made;
    }

    private Term opaque(OnnxNode node, int output, String reason, List<Term> arguments) {
        return terms.make(new Opaque(node, output, reason), List.of(), arguments);
    }
}
