package dev.attar.compiler.emit.java;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Storage;
import java.nio.ByteOrder;
import javax.lang.model.element.Modifier;

/** The small methods by which a kernel class reads integers of 8 bits and their scales. */
final class Int8Code {
    private static final int COLUMNS = Storage.Int8.COLUMNS;
    private static final int GROUP = Storage.Int8.GROUP;

    private Int8Code() {}

    /** Loads integers as floats. */
    static MethodSpec integers(int lanes) {
        MethodSpec.Builder method = FunctionCode.method(lanes > 1 ? "integers" : "integer")
                .addJavadoc(lanes > 1 ? "Integers of 8 bits from the byte on, as floats.\n" : "One of them.\n")
                .returns(lanes > 1 ? Names.VECTOR : TypeName.FLOAT)
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "index");
        return switch (lanes) {
            case 1 ->
                method.addStatement("return weights.get($T.JAVA_BYTE, index)", Names.LAYOUT)
                        .build();
            case 4 -> four(method);
            default ->
                method.addStatement(
                                "var bytes = $T.fromMemorySegment(BYTES, weights, index, $T.nativeOrder())",
                                Names.BYTES,
                                Names.BYTE_ORDER)
                        .addStatement(
                                "return ($T) bytes.convertShape($T.B2F, FLOATS, 0)", Names.VECTOR, Names.OPERATORS)
                        .build();
        };
    }

    /** There is no vector of four bytes: they come as one integer, which each lane shifts to its own byte. */
    private static MethodSpec four(MethodSpec.Builder method) {
        return method.addStatement(
                        "int word = weights.get($T.JAVA_INT_UNALIGNED.withOrder($T.LITTLE_ENDIAN), index)",
                        Names.LAYOUT,
                        ByteOrder.class)
                .addStatement(
                        "var own = $T.broadcast(INTS, word).lanewise($T.LSHL, OWN_BYTE)", Names.INTS, Names.OPERATORS)
                .addStatement(
                        "return ($T) own.lanewise($T.ASHR, 24).convert($T.I2F, 0)",
                        Names.VECTOR,
                        Names.OPERATORS,
                        Names.OPERATORS)
                .build();
    }

    /** How far each of four lanes shifts a word so that its own byte is the upper one. */
    static void ownByte(TypeSpec.Builder type) {
        type.addField(FieldSpec.builder(Names.INTS, "OWN_BYTE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.fromArray(INTS, new int[] {24, 16, 8, 0}, 0)", Names.INTS)
                .build());
    }

    /** Loads scales as floats. */
    static MethodSpec scales(int lanes) {
        MethodSpec.Builder method = FunctionCode.method(lanes > 1 ? "scales" : "scale")
                .addJavadoc(lanes > 1 ? "Scales from the byte on, as floats.\n" : "One scale.\n")
                .returns(lanes > 1 ? Names.VECTOR : TypeName.FLOAT)
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "index");
        if (lanes == 1)
            return method.addStatement(
                            "return $T.intBitsToFloat(weights.get($T.JAVA_SHORT, index) << 16)",
                            Float.class,
                            Names.LAYOUT)
                    .build();
        return method.addStatement(
                        "var bits = $T.fromMemorySegment(SHORTS, weights, index, $T.nativeOrder())",
                        Names.SHORTS,
                        Names.BYTE_ORDER)
                .addStatement("var words = bits.convertShape($T.ZERO_EXTEND_S2I, INTS, 0)", Names.OPERATORS)
                .addStatement(
                        "return words.reinterpretAsInts().lanewise($T.LSHL, 16).reinterpretAsFloats()", Names.OPERATORS)
                .build();
    }

    /** Plain code multiplies by floats in the arena: it makes them of a whole panel before. */
    static MethodSpec fetch() {
        return FunctionCode.method("fetchIntegers")
                .addJavadoc(
                        "Copies a panel of the packed weights, integers times their scales, into the arena, where plain"
                                + " code reads floats fast.\n")
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "from")
                .addParameter(float[].class, "arena")
                .addParameter(TypeName.INT, "to")
                .addParameter(TypeName.INT, "count")
                .addStatement("long scales = from")
                .beginControlFlow("for (int first = 0; first < count; first += $L)", COLUMNS * GROUP)
                .addStatement("long integers = scales + $L", 2 * COLUMNS)
                .addStatement("int end = Math.min(count - first, $L)", COLUMNS * GROUP)
                .beginControlFlow("for (int column = 0; column < $L; column++)", COLUMNS)
                .addStatement(
                        "float scale = $T.intBitsToFloat(weights.get($T.JAVA_SHORT, scales + 2 * column) << 16)",
                        Float.class,
                        Names.LAYOUT)
                .beginControlFlow("for (int at = column; at < end; at += $L)", COLUMNS)
                .addStatement("arena[to + first + at] = scale * weights.get($T.JAVA_BYTE, integers + at)", Names.LAYOUT)
                .endControlFlow()
                .endControlFlow()
                .addStatement("scales = integers + end")
                .endControlFlow()
                .build();
    }
}
