package dev.attar.importer.huggingface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Families that are known and not supported: what each of them has that the language lacks. */
final class OtherFamilies {
    private static final String DISENTANGLED =
            "has disentangled attention: content and relative position are attended to by themselves";
    private static final String ROTARY =
            "turns its queries and keys by their positions (rotary) and has a gated" + " feed-forward part";
    private static final String WINDOWS = "attends within a window, and from some tokens to all";
    private static final String DECODER = "is a decoder whose parts have no table yet";
    private static final String TRANSLATOR = "has an encoder and a decoder whose parts have no table yet";
    private static final String PRE_NORM = "has its norms before the parts of a layer, under names that are not read";
    private static final String BOTTLENECK = "has narrower layers inside its layers";

    private static final Map<String, List<String>> LACKING = new LinkedHashMap<>();

    static {
        LACKING.put(DISENTANGLED, List.of("deberta"));
        LACKING.put(ROTARY, List.of("new", "neobert"));
        LACKING.put("turns its queries and keys by their positions (rotary)", List.of("roformer", "esm"));
        LACKING.put(WINDOWS, List.of("led", "big_bird", "bigbird_pegasus"));
        LACKING.put(
                DECODER, List.of("gptj", "mixtral", "gemma", "gemma2", "gemma3_text", "phi", "phi3", "falcon", "xglm"));
        LACKING.put(TRANSLATOR, List.of("umt5", "longt5", "fsmt"));
        LACKING.put(PRE_NORM, List.of("roberta-prelayernorm", "xlm-roberta-xl", "megatron-bert", "xmod"));
        LACKING.put(BOTTLENECK, List.of("mobilebert", "squeezebert", "convbert", "funnel"));
        LACKING.put("has embeddings for tasks besides those of tokens, positions and segments", List.of("ernie"));
        LACKING.put("reads a text in permuted order, with relative positions", List.of("xlnet"));
        LACKING.put("reads pictures or layouts as well", List.of("clip", "siglip", "layoutlm", "layoutlmv3", "lxmert"));
    }

    private OtherFamilies() {}

    /** Every family that is refused with its reason. */
    static List<String> types() {
        return LACKING.values().stream().flatMap(List::stream).toList();
    }

    /** @param supported the families that there are, for the sentence */
    static String refusal(String type, String supported) {
        String reason = LACKING.entrySet().stream()
                .filter(entry -> entry.getValue().contains(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(lacking -> "model_type '" + type + "' is not supported: this family " + lacking)
                .orElse("model_type '" + type + "' is not known");
        return reason + ". Supported are " + supported
                + "; for other architectures try an ONNX export, which is read by" + " what it computes";
    }
}
