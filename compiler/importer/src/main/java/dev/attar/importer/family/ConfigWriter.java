package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Distances;
import dev.attar.compiler.check.Distances.Scaling;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Stack;

/** Parts of a {@code config.json} that several families write alike. */
final class ConfigWriter {
    private ConfigWriter() {}

    /** The beginning of it. */
    static ObjectNode of(String type, String architecture) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("model_type", type);
        json.putArray("architectures").add(architecture);
        return json;
    }

    static Stack only(ModelSpec spec) {
        return spec.stacks().getFirst();
    }

    static Head.Generate generate(ModelSpec spec) {
        return (Head.Generate) spec.head();
    }

    /** What an encoder's class is called after the family's name. */
    static String ending(Head head) {
        return switch (head) {
            case Head.Embed _ -> "Model";
            case Head.Classify _ -> "ForSequenceClassification";
            case Head.Tokens _ -> "ForTokenClassification";
            case Head.Span _ -> "ForQuestionAnswering";
            case Head.MaskedLanguageModel _ -> "ForMaskedLM";
            case Head.Generate _ -> "ForCausalLM";
        };
    }

    /** {@code rope_parameters}, as transformers write them since 5.0. */
    static ObjectNode rotary(Attention attention) {
        Distances.Rotary rotary = (Distances.Rotary) attention.distances();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("rope_theta", rotary.base());
        if (rotary.share() != 1) {
            json.put("partial_rotary_factor", rotary.share());
        }
        switch (rotary.scaling()) {
            case Scaling.None() -> json.put("rope_type", "default");
            case Scaling.Linear(double factor) ->
                json.put("rope_type", "linear").put("factor", factor);
            case Scaling.Llama3(double factor, double low, double high, int context) ->
                json.put("rope_type", "llama3")
                        .put("factor", factor)
                        .put("low_freq_factor", low)
                        .put("high_freq_factor", high)
                        .put("original_max_position_embeddings", context);
        }
        return json;
    }
}
