package dev.attar.importer.translate;

import dev.attar.importer.onnx.OnnxNode;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.term.Arithmetic;
import dev.attar.importer.term.Dim;
import dev.attar.importer.term.Term;
import java.util.List;
import java.util.Optional;

/**
 * One node with what its inputs turned out to be.
 *
 * @param inputs a term for each input; empty where the node leaves it out
 */
record Call(OnnxNode node, int opset, List<Optional<Term>> inputs) {
    Call {
        inputs = List.copyOf(inputs);
    }

    Term input(int index) {
        return optional(index).orElseThrow(() -> cannot("input " + index + " is missing"));
    }

    Optional<Term> optional(int index) {
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    /** An input that holds integers known at import, some of them perhaps symbolic. */
    List<Dim> sizes(int index) {
        return Arithmetic.sizes(input(index))
                .orElseThrow(() -> cannot("input " + index + " is computed in a way that cannot be followed"));
    }

    /** An input that holds plain integers. */
    List<Long> integers(int index) {
        List<Dim> sizes = sizes(index);
        if (!sizes.stream().allMatch(Dim::constant)) {
            throw cannot("input " + index + " should be constant but depends on the size of the batch");
        }
        return sizes.stream().map(Dim::factor).toList();
    }

    /** A list that newer operator sets take as an input and older ones as an attribute. */
    Optional<List<Long>> integers(String attribute, int index) {
        return optional(index).isPresent() ? Optional.of(integers(index)) : node.integers(attribute);
    }

    /** An axis counted from the front. */
    int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw cannot("axis " + axis + " does not exist in " + rank + " axes");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    double number(int index) {
        return input(index).scalar().orElseThrow(() -> cannot("input " + index + " should be a constant number"));
    }

    <T> T known(Optional<T> result) {
        return result.orElseThrow(() -> cannot("it rearranges values in a way that is not recognised"));
    }

    ImportException cannot(String reason) {
        return new ImportException(reason);
    }
}
