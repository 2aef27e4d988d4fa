package dev.attar.compiler.loops;

import java.util.Arrays;
import java.util.Optional;

/**
 * How one number lies in memory. Arithmetic is fp32 whatever the element: what is read from memory is widened to a float, which
 * loses nothing.
 */
public enum Element {
    /** IEEE 754 single precision. */
    FP32("fp32", 4),
    /** bfloat16: the upper half of a single precision number; 8 bits of precision, the whole range. */
    BF16("bf16", 2);

    private final String symbol;
    private final int bytes;

    Element(String symbol, int bytes) {
        this.symbol = symbol;
        this.bytes = bytes;
    }

    /** Its name on the command line and in messages. */
    public String symbol() {
        return symbol;
    }

    public int bytes() {
        return bytes;
    }

    /** How many lie in the 4 bytes of a float. */
    public int perFloat() {
        return Float.BYTES / bytes;
    }

    /** The element of this name, if there is one. */
    public static Optional<Element> named(String symbol) {
        return Arrays.stream(values()).filter(e -> e.symbol.equals(symbol)).findFirst();
    }
}
