package dev.attar.compiler.lower;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Buffer.Space;
import dev.attar.compiler.loops.Element;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.model.Dimension.Ragged;
import dev.attar.compiler.model.Value;
import java.util.Map;

/**
 * What the families of operations ask about values: how their rows lie, and how many there are.
 *
 * @param strides floats from row to row, by name
 * @param productWeights how the matrices of products are stored
 */
record LoweringContext(Map<String, Integer> strides, Element productWeights) {
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

    String symbol(Value value) {
        return switch (value.type().ragged()) {
            case Ragged.TOKENS -> Sizes.TOKENS;
            case Ragged.SEQUENCES -> Sizes.SEQUENCES;
            case Ragged.SOURCE_TOKENS -> throw new IllegalStateException("NotLoweredYet lets through " + value);
        };
    }

    /** Tells kernels apart that differ only in rows or strides. */
    String suffix(Value in, Value out) {
        String view = stride(in) == Rows.padded(in.type().last()) ? "" : "From" + stride(in);
        return view + (out.type().ragged() == Ragged.SEQUENCES ? "PerSequence" : "");
    }
}
