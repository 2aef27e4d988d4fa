package dev.attar.importer.translate;

import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxNode;
import java.util.regex.Pattern;

/** Refuses models whose weights were rounded to few bits: Attar computes in fp32. */
final class Quantised {
    private static final Pattern TYPES =
            Pattern.compile("QLinear.*|QGemm|QAttention|QEmbedLayerNormalization|Q.*MatMul|"
                + "(Dynamic)?(Quantize|Dequantize)(Linear|BFP|LSTM|MatMul)?|DynamicQuantize.*|MatMulInteger.*|ConvInteger|"
                + "MatMulNBits|MatMulBnb4|MatMulFpQ4|GatherBlockQuantized");

    private Quantised() {}

    static void refuse(OnnxModel model) {
        for (OnnxNode node : model.nodes()) {
            if (TYPES.matcher(node.type()).matches()) {
                throw node.refuse("the model is quantised, and Attar computes in fp32;"
                        + " import the fp32 (or fp16, bf16) export of the same model");
            }
        }
    }
}
