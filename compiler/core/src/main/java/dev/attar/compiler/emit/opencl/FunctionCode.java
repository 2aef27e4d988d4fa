package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.CodeBlock;
import dev.attar.compiler.loops.Combine;
import dev.attar.compiler.loops.Elementary;
import dev.attar.compiler.loops.ElementaryFunctions;
import dev.attar.compiler.loops.Expr;
import dev.attar.compiler.loops.Statement;

/** The small functions that kernels call. */
final class FunctionCode {
    private FunctionCode() {}

    /** A function of one float or of a vector. */
    static CodeBlock function(Elementary function, int lanes) {
        ElementaryFunctions.Definition definition = ElementaryFunctions.of(function);
        if (lanes > 1) definition = definition.wide(lanes);
        String type = ExprCode.type(lanes);
        CodeBlock.Builder code = CodeBlock.builder().add("// $L\n", law(function));
        code.beginControlFlow("static $L $L($L x)", type, ExprCode.function(function, lanes), type);
        for (Statement step : definition.steps()) code.add(StatementCode.of(step, _ -> {}));
        return code.addStatement("return $L", ExprCode.of(definition.result()))
                .endControlFlow()
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

    /** How far a strip goes. */
    static CodeBlock stride() {
        return CodeBlock.builder()
                .add("// Rows of the next of as few strips as there can be, none of more than most rows, as even as"
                        + " can be.\n")
                .beginControlFlow("static int stride(int left, int most)")
                .addStatement("int strips = (left + most - 1) / most")
                .addStatement("return (left + strips - 1) / strips")
                .endControlFlow()
                .build();
    }

    /** The larger of two, as Java has it: not a number where either is none. */
    static CodeBlock larger(int lanes) {
        String type = ExprCode.type(lanes);
        return CodeBlock.builder()
                .add("// The larger of two; not a number where either is none.\n")
                .beginControlFlow("static $1L $2L($1L a, $1L b)", type, ExprCode.wide("larger", lanes))
                .addStatement(lanes == 1 ? "return a > b || a != a ? a : b" : "return ((a > b) | (a != a)) ? a : b")
                .endControlFlow()
                .build();
    }

    static CodeBlock scaled(int lanes) {
        String type = ExprCode.type(lanes);
        String bits = lanes == 1 ? "uint" : "uint" + lanes;
        return CodeBlock.builder()
                .add("// a 2^n for b = n + 1.5 * 2^23: n is added to the bits of the exponent.\n")
                .beginControlFlow("static $1L $2L($1L a, $1L b)", type, ExprCode.wide("scaled", lanes))
                .addStatement("return as_$1L(as_$2L(a) + (as_$2L(b) << 23))", type, bits)
                .endControlFlow()
                .build();
    }

    /** All lanes as one: j with j + half, until one is left. */
    static CodeBlock fold(Combine combine, int lanes) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add("// All lanes as one: lane j with lane j + half, until one is left.\n")
                .beginControlFlow("static float $L($L v)", ExprCode.fold(combine), ExprCode.type(lanes));
        String last = "v";
        for (int half = lanes / 2; half >= 1; half /= 2) {
            String name = half == 1 ? "one" : "v" + half;
            CodeBlock both =
                    ExprCode.of(combine.of(new Expr.Local(last + ".lo", half), new Expr.Local(last + ".hi", half)));
            code.addStatement("$L $L = $L", ExprCode.type(half), name, both);
            last = name;
        }
        return code.addStatement("return $L", last).endControlFlow().build();
    }

    /** Loads bfloat16 and widens them. */
    static CodeBlock widened(int lanes) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add("// bfloat16 weights from the index on, as floats.\n")
                .beginControlFlow(
                        "static $L $L(__global const float *weights, long index)",
                        ExprCode.type(lanes),
                        ExprCode.wide("widened", lanes))
                .addStatement("__global const ushort *halves = (__global const ushort *) weights + index");
        if (lanes == 1) code.addStatement("return as_float((uint) halves[0] << 16)");
        else code.addStatement("return as_float$1L(convert_uint$1L(vload$1L(0, halves)) << 16)", lanes);
        return code.endControlFlow().build();
    }

    /** Loads integers of 8 bits. */
    static CodeBlock integers(int lanes) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add("// Integers of 8 bits among the weights, from the byte on, as floats.\n")
                .beginControlFlow(
                        "static $L $L(__global const float *weights, long index)",
                        ExprCode.type(lanes),
                        ExprCode.wide("integers", lanes))
                .addStatement("__global const char *bytes = (__global const char *) weights + index");
        if (lanes == 1) code.addStatement("return (float) bytes[0]");
        else code.addStatement("return convert_float$1L(vload$1L(0, bytes))", lanes);
        return code.endControlFlow().build();
    }

    /** Loads bfloat16 from among them. */
    static CodeBlock scales(int lanes) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add("// Their scales, bfloat16, from the byte on, as floats.\n")
                .beginControlFlow(
                        "static $L $L(__global const float *weights, long index)",
                        ExprCode.type(lanes),
                        ExprCode.wide("scales", lanes))
                .addStatement("__global const ushort *halves = (__global const ushort *) weights + index / 2");
        if (lanes == 1) code.addStatement("return as_float((uint) halves[0] << 16)");
        else code.addStatement("return as_float$1L(convert_uint$1L(vload$1L(0, halves)) << 16)", lanes);
        return code.endControlFlow().build();
    }
}
