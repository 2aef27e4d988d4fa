package dev.attar.importer.translate;

import dev.attar.importer.onnx.OnnxModel;
import dev.attar.importer.onnx.OnnxNode;
import java.util.regex.Pattern;

/** Refuses models that were quantised in a way that cannot be undone: Attar computes in fp32. Dynamic quantisation can. */
final class Quantised {
    private static final Pattern TYPES =
            Pattern.compile("QLinear.*|QGemm|Q.*MatMul|QuantizeLinear|(Quantize|Dequantize)BFP|"
                    + "DynamicQuantizeLSTM|ConvInteger|MatMulNBits|MatMulBnb4|MatMulFpQ4|GatherBlockQuantized");

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
