package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.ElementaryFunctions;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Statement;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The small methods a kernel class needs: functions of one float, memory access, folding a vector. */
final class FunctionCode {
    private FunctionCode() {}

    /** A function of one float or of a vector. */
    static MethodSpec function(Elementary function, int lanes) {
        ElementaryFunctions.Definition definition = ElementaryFunctions.of(function);
        if (lanes > 1) definition = definition.wide(lanes);
        TypeName type = lanes > 1 ? Names.VECTOR : TypeName.FLOAT;
        MethodSpec.Builder method = method(function.symbol())
                .addJavadoc("$L\n", law(function))
                .returns(type)
                .addParameter(type, "x");
        for (Statement step : definition.steps()) method.addCode(StatementCode.of(step, _ -> {}));
        return method.addStatement("return $L", ExprCode.of(definition.result()))
                .build();
    }

    private static String law(Elementary function) {
        return switch (function) {
            case EXP -> "e to the x, within 0.9 ulp; 0 below -87.33654, infinite above 88.72283.";
            case EXP2 -> "2 to the x for x below 127, within 0.9 ulp; 0 below -126.";
            case ERF -> "The error function, within 1.2e-7.";
            case TANH -> "The hyperbolic tangent, within 3.7 ulp.";
            case LOG -> "The natural logarithm of x from 1 to 2^32, within 1 ulp from 2 on, 6e-8 below.";
            case RELU -> "max(x, 0).";
            case GELU -> "x (1 + erf(x / sqrt(2))) / 2.";
            case GELU_TANH -> "x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.";
            case SILU -> "x / (1 + exp(-x)).";
        };
    }

    /** The name of the method that draws dropout's numbers. */
    static String draw(boolean alongRows) {
        return alongRows ? "drawRows" : "drawColumns";
    }

    /** Draws what dropout multiplies by: four columns of a row from the four words of a counter, or one column of each row. */
    static MethodSpec drawing(boolean alongRows) {
        MethodSpec.Builder method = method(draw(alongRows))
                .addJavadoc(
                        alongRows
                                ? "What dropout multiplies a column by in rows from {@code row} on: 0 or {@code"
                                        + " kept}.\n"
                                : "What dropout multiplies a row by, in columns from {@code column} on: 0 or {@code"
                                        + " kept}.\n")
                .addJavadoc("Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011), of which 24 bits count.\n")
                .addParameter(float[].class, "arena");
        for (String name : List.of("to", "count", "column", "row", "site", "layer", "key0", "key1", "threshold"))
            method.addParameter(TypeName.INT, name);
        method.addParameter(TypeName.FLOAT, "kept");
        method.beginControlFlow(alongRows ? "for (int i = 0; i < count; i++)" : "for (int i = 0; i < count; i += 4)");
        method.addStatement(alongRows ? "int c0 = column / 4" : "int c0 = (column + i) / 4");
        method.addStatement(alongRows ? "int c1 = row + i" : "int c1 = row");
        method.addStatement("int c2 = site");
        method.addStatement("int c3 = layer");
        method.beginControlFlow("for (int round = 0; round < 10; round++)");
        method.addStatement("long first = 0xD2511F53L * (c0 & 0xFFFFFFFFL)");
        method.addStatement("long second = 0xCD9E8D57L * (c2 & 0xFFFFFFFFL)");
        method.addStatement("c0 = (int) (second >>> 32) ^ c1 ^ (key0 + round * 0x9E3779B9)");
        method.addStatement("c1 = (int) second");
        method.addStatement("c2 = (int) (first >>> 32) ^ c3 ^ (key1 + round * 0xBB67AE85)");
        method.addStatement("c3 = (int) first");
        method.endControlFlow();
        if (alongRows) {
            method.addStatement("int word = column % 4 < 2 ? column % 4 == 0 ? c0 : c1 : column % 4 == 2 ? c2 : c3");
            method.addStatement("arena[to + i] = word >>> 8 < threshold ? 0f : kept");
        } else
            for (int c = 0; c < 4; c++)
                method.addStatement("arena[to + i + $1L] = c$1L >>> 8 < threshold ? 0f : kept", c);
        return method.endControlFlow().build();
    }

    static MethodSpec loadArena() {
        return method("vector")
                .addJavadoc("Floats of the arena from the index on.\n")
                .returns(Names.VECTOR)
                .addParameter(float[].class, "arena")
                .addParameter(TypeName.INT, "index")
                .addStatement("return $T.fromArray(FLOATS, arena, index)", Names.VECTOR)
                .build();
    }

    static MethodSpec loadWeights() {
        return method("vector")
                .addJavadoc("Floats of the packed weights from the index on.\n")
                .returns(Names.VECTOR)
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "index")
                .addStatement(
                        "return $T.fromMemorySegment(FLOATS, weights, index << 2, $T.nativeOrder())",
                        Names.VECTOR,
                        Names.BYTE_ORDER)
                .build();
    }

    static MethodSpec loadWeight() {
        return method("weight")
                .addJavadoc("One float of the packed weights.\n")
                .returns(TypeName.FLOAT)
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "index")
                .addStatement("return weights.getAtIndex($T.JAVA_FLOAT, index)", Names.LAYOUT)
                .build();
    }

    static MethodSpec fetch() {
        return method("fetch")
                .addJavadoc("Copies floats of the packed weights into the arena, where plain code reads them fast.\n")
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "from")
                .addParameter(float[].class, "arena")
                .addParameter(TypeName.INT, "to")
                .addParameter(TypeName.INT, "count")
                .addStatement(
                        "$T.copy(weights, $T.JAVA_FLOAT, from << 2, arena, to, count)", Names.SEGMENT, Names.LAYOUT)
                .build();
    }

    /** Loads two bfloat16 into each lane. */
    static MethodSpec loadPairs(int lanes) {
        String law = lanes > 1
                ? "Weights from the index on, two in each lane: first those of one vector, in the lower halves, then"
                        + " those of the next.\n"
                : "Two weights from the index on, the first in the lower half.\n";
        MethodSpec.Builder method = method(lanes > 1 ? "pairs" : "pair")
                .addJavadoc(law)
                .returns(lanes > 1 ? Names.VECTOR : TypeName.FLOAT)
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "index");
        return (lanes > 1
                        ? method.addStatement(
                                "return $T.fromMemorySegment(FLOATS, weights, index << 1, $T.nativeOrder())",
                                Names.VECTOR,
                                Names.BYTE_ORDER)
                        : method.addStatement("return weights.get($T.JAVA_FLOAT, index << 1)", Names.LAYOUT))
                .build();
    }

    /** One bfloat16 of each lane as a float: it is the upper half of one. */
    static MethodSpec half(Expr.HalfOf half, int lanes) {
        TypeName type = lanes > 1 ? Names.VECTOR : TypeName.FLOAT;
        MethodSpec.Builder method = method(ExprCode.half(half))
                .addJavadoc(
                        switch (half) {
                            case LOWER -> "The bfloat16 in the lower half" + (lanes > 1 ? " of each lane" : "") + ".\n";
                            case UPPER -> "The bfloat16 in the upper half" + (lanes > 1 ? " of each lane" : "") + ".\n";
                        })
                .returns(type)
                .addParameter(type, lanes > 1 ? "pairs" : "pair");
        CodeBlock value = switch (half) {
            case LOWER ->
                lanes > 1
                        ? CodeBlock.of(
                                "pairs.reinterpretAsInts().lanewise($T.LSHL, 16).reinterpretAsFloats()",
                                Names.OPERATORS)
                        : CodeBlock.of("$1T.intBitsToFloat($1T.floatToRawIntBits(pair) << 16)", Float.class);
            case UPPER ->
                lanes > 1
                        ? CodeBlock.of("pairs.reinterpretAsInts().and(0xffff0000).reinterpretAsFloats()")
                        : CodeBlock.of("$1T.intBitsToFloat($1T.floatToRawIntBits(pair) & 0xffff0000)", Float.class);
        };
        return method.addStatement("return $L", value).build();
    }

    /** Loads bfloat16 and widens them. */
    static MethodSpec loadWidened(int lanes) {
        MethodSpec.Builder method = method("widened")
                .addJavadoc(lanes > 1 ? "Weights from the index on.\n" : "One weight.\n")
                .returns(lanes > 1 ? Names.VECTOR : TypeName.FLOAT)
                .addParameter(Names.SEGMENT, "weights")
                .addParameter(TypeName.LONG, "index");
        if (lanes == 1)
            return method.addStatement(
                            "return $T.intBitsToFloat(weights.get($T.JAVA_SHORT, index << 1) << 16)",
                            Float.class,
                            Names.LAYOUT)
                    .build();
        return method.addStatement(
                        "var bits = $T.fromMemorySegment(SHORTS, weights, index << 1, $T.nativeOrder())",
                        Names.SHORTS,
                        Names.BYTE_ORDER)
                .addStatement("var words = bits.convertShape($T.ZERO_EXTEND_S2I, INTS, 0)", Names.OPERATORS)
                .addStatement(
                        "return words.reinterpretAsInts().lanewise($T.LSHL, 16).reinterpretAsFloats()", Names.OPERATORS)
                .build();
    }

    /** All lanes as one: j with j + half, until one is left. */
    static MethodSpec fold(Combine combine, int lanes) {
        MethodSpec.Builder method = method(ExprCode.fold(combine))
                .addJavadoc("All lanes as one: lane j with lane j + half, until one is left.\n")
                .returns(TypeName.FLOAT)
                .addParameter(Names.VECTOR, "v");
        String last = "v";
        for (int half = lanes / 2; half >= 1; half /= 2) {
            String name = half == 1 ? "one" : "v" + half;
            switch (combine) {
                case SUM ->
                    method.addStatement("$T $N = $N.add($N.rearrange(DOWN_$L))", Names.VECTOR, name, last, last, half);
                case LARGEST -> {
                    String upper = "u" + half;
                    method.addStatement("$T $N = $N.rearrange(DOWN_$L)", Names.VECTOR, upper, last, half);
                    Expr both = combine.of(new Expr.Local(last, lanes), new Expr.Local(upper, lanes));
                    method.addStatement("$T $N = $L", Names.VECTOR, name, ExprCode.of(both));
                }
            }
            last = name;
        }
        return method.addStatement("return $N.lane(0)", last).build();
    }

    static void shuffles(TypeSpec.Builder type, int lanes) {
        TypeName shuffle = ParameterizedTypeName.get(Names.SHUFFLE, TypeName.FLOAT.box());
        for (int half = lanes / 2; half >= 1; half /= 2) {
            type.addField(FieldSpec.builder(shuffle, "DOWN_" + half, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer("$T.iota(FLOATS, $L, 1, true)", Names.SHUFFLE, half)
                    .build());
        }
    }

    static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
    }
}
