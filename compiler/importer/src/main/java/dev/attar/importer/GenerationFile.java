package dev.attar.importer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Generation;
import dev.attar.compiler.check.Generation.EarlyStopping;
import java.util.List;

/** {@code generation_config.json} of what a spec says about texts. */
final class GenerationFile {
    private GenerationFile() {}

    static ObjectNode of(Generation said, boolean translator) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        said.start().ifPresent(token -> json.put(translator ? "decoder_start_token_id" : "bos_token_id", token));
        if (said.end().size() == 1) {
            json.put("eos_token_id", said.end().getFirst());
        } else if (!said.end().isEmpty()) {
            numbers(json.putArray("eos_token_id"), said.end());
        }
        said.forceFirst().ifPresent(token -> json.put("forced_bos_token_id", token));
        said.forceLast().ifPresent(token -> json.put("forced_eos_token_id", token));
        if (!said.forbidden().isEmpty()) {
            ArrayNode forbidden = json.putArray("bad_words_ids");
            said.forbidden().forEach(tokens -> numbers(forbidden.addArray(), tokens));
        }
        said.maxLength().ifPresent(tokens -> json.put("max_length", tokens));
        said.minLength().ifPresent(tokens -> json.put("min_length", tokens));
        said.maxNewTokens().ifPresent(tokens -> json.put("max_new_tokens", tokens));
        said.minNewTokens().ifPresent(tokens -> json.put("min_new_tokens", tokens));
        json.put("num_beams", said.beams()).put("length_penalty", said.lengthPenalty());
        switch (said.earlyStopping()) {
            case TRUE, FALSE -> json.put("early_stopping", said.earlyStopping() == EarlyStopping.TRUE);
            case NEVER -> json.put("early_stopping", "never");
        }
        json.put("no_repeat_ngram_size", said.noRepeatNgram()).put("repetition_penalty", said.repetitionPenalty());
        json.put("do_sample", said.sampling().isPresent());
        said.sampling()
                .ifPresent(sampling -> json.put("temperature", sampling.temperature())
                        .put("top_k", sampling.topK())
                        .put("top_p", sampling.topP())
                        .put("min_p", sampling.minP()));
        return json;
    }

    private static void numbers(ArrayNode array, List<Integer> tokens) {
        tokens.forEach(array::add);
    }
}
