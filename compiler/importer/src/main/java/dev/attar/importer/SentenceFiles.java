package dev.attar.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.Texts;
import dev.attar.importer.sentence.DenseStep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings that sentence-transformers read: the steps after the encoder, the pooling, and prompts. */
final class SentenceFiles {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SentenceFiles() {}

    /** The head of a sentence encoder; empty where a folder without such files is read as it, or it is none. */
    static Optional<Head.Embed> needed(ModelSpec spec) {
        Head assumed = new Head.Embed(Pool.MEAN, Optional.empty(), true);
        boolean said = !spec.texts().equals(Texts.NONE) || !spec.head().equals(assumed);
        return said && spec.head() instanceof Head.Embed head ? Optional.of(head) : Optional.empty();
    }

    /** Where the dense layer after the pooling is. */
    static final String DENSE = "2_Dense";

    static Map<String, ObjectNode> pooling(ModelSpec spec, Head.Embed head) {
        Map<String, ObjectNode> files = new LinkedHashMap<>();
        ObjectNode pooling = JSON.objectNode().put("word_embedding_dimension", spec.width());
        ArrayNode modes = pooling.putArray("pooling_mode");
        head.pools().forEach(pool -> modes.add(name(pool)));
        files.put("1_Pooling/config.json", pooling.put("include_prompt", true));
        head.dense()
                .ifPresent(dense -> files.put(
                        DENSE + "/config.json",
                        JSON.objectNode()
                                .put("in_features", spec.width() * head.pools().size())
                                .put("out_features", dense.width())
                                .put("bias", dense.bias())
                                .put("activation_function", DenseStep.function(dense.activation()))));
        ObjectNode sentences =
                JSON.objectNode().put("max_seq_length", spec.context()).put("do_lower_case", false);
        files.put("sentence_bert_config.json", sentences);
        ObjectNode prompts = JSON.objectNode();
        spec.texts().prompts().forEach(prompt -> prompts.put(prompt.name(), prompt.words()));
        ObjectNode own = JSON.objectNode().put("model_type", "SentenceTransformer");
        own.set("prompts", prompts);
        own.put("default_prompt_name", spec.texts().standard().orElse(null));
        files.put("config_sentence_transformers.json", own);
        return files;
    }

    /** {@code modules.json}. */
    static ArrayNode modules(Head.Embed head) {
        ArrayNode modules = JSON.arrayNode();
        module(modules, "", "Transformer");
        module(modules, "1_Pooling", "Pooling");
        if (head.dense().isPresent()) {
            module(modules, DENSE, "Dense");
        }
        if (head.normalize()) {
            module(modules, modules.size() + "_Normalize", "Normalize");
        }
        return modules;
    }

    private static void module(ArrayNode modules, String path, String kind) {
        int number = modules.size();
        modules.addObject()
                .put("idx", number)
                .put("name", String.valueOf(number))
                .put("path", path)
                .put("type", "sentence_transformers.models." + kind);
    }

    private static String name(Pool pool) {
        return switch (pool) {
            case MEAN -> "mean";
            case CLS -> "cls";
            case MAX -> "max";
            case LAST -> "lasttoken";
            case WEIGHTED_MEAN -> "weightedmean";
            case MEAN_SQRT_LEN -> "mean_sqrt_len_tokens";
        };
    }
}
