package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.Space;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.model.CacheOp;
import dev.attar.compiler.model.Param;
import dev.attar.compiler.model.Value;
import java.util.Map;
import java.util.Optional;

/**
 * What the families of operations ask about values: how their rows lie, and how many there are.
 *
 * @param strides floats from row to row, by name
 * @param productWeights how the matrices of products are stored
 * @param inputs what the entry point is given
 * @param recalled where the rows of values are kept that are recalled, by name
 * @param sums the values that are added to the gradient of a parameter, by name
 */
record LoweringContext(
        Map<String, Integer> strides,
        Storage productWeights,
        Inputs inputs,
        Map<String, CacheOp.Recall> recalled,
        Map<String, Param> sums) {
    /** The parameter to whose gradient a value is added, if it is. */
    Optional<Param> sumOf(Value value) {
        return Optional.ofNullable(sums.get(value.name()));
    }

    /** The parameter to whose gradient this value is added. */
    Param parameter(Value value) {
        return sumOf(value).orElseThrow(() -> new IllegalArgumentException(value + " is no gradient of a parameter"));
    }

    /** A formal buffer for the rows of a value. */
    Buffer rows(String formal, Value value) {
        return Buffer.rows(formal, Space.ACTIVATION, stride(value));
    }

    int stride(Value value) {
        return strides.get(value.name());
    }

    /** How many rows a value has. */
    Index count(Value value) {
        return Index.name(symbol(value));
    }

    /** What the rows of a value go along. */
    Axis axis(Value value) {
        return inputs.axes().stream()
                .filter(axis -> axis.rows().equals(symbol(value)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no axis has the rows of " + value));
    }

    String symbol(Value value) {
        return Axes.rows(value.type().ragged());
    }

    /** The integers of an input. */
    Index.Array array(Value value) {
        return inputs.inputs().stream()
                .filter(i -> i.name().equals(value.name()))
                .map(Input::array)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no input is called " + value));
    }

    /** Tells kernels apart that differ only in rows or strides. */
    String suffix(Value in, Value out) {
        return viewSuffix(in) + axisSuffix(out);
    }

    /** Tells kernels apart that differ in the strides of what they read. */
    String viewSuffix(Value in) {
        return stride(in) == Rows.padded(in.type().last()) ? "" : "From" + stride(in);
    }

    /** Tells kernels apart that differ in what the rows of their output go along. */
    String axisSuffix(Value out) {
        return switch (out.type().ragged()) {
            case TOKENS -> "";
            case SEQUENCES -> "PerSequence";
            case SOURCE_TOKENS -> "OfSource";
            case KEPT, KEPT_SOURCE ->
                throw new IllegalArgumentException("what is kept is computed by no kernel: " + out);
        };
    }
}
