package dev.attar.runtime.spring;

import dev.attar.runtime.text.LongInput;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Where an application's embedding model is, and how it runs.
 *
 * @param model the generated class, of a spec with {@code head embed}
 * @param weights its weights, safetensors or packed: {@code classpath:/encoder.packed}, {@code file:/models/encoder.safetensors}
 * @param tokenizer its {@code tokenizer.json}
 * @param threads the most threads that work on it at once; none: as many as there are processors
 * @param longTexts what to do with texts that do not fit
 * @param prompts texts to put before others, by name
 * @param prompt the name of the one to put before every text; none: none
 */
@ConfigurationProperties("attar.embedding")
public record AttarProperties(
        Class<?> model,
        Resource weights,
        Resource tokenizer,
        Integer threads,
        @DefaultValue("parts") LongTexts longTexts,
        @DefaultValue Map<String, String> prompts,
        String prompt) {
    /** The choices of {@link LongInput} that suit vectors. */
    public enum LongTexts {
        /** Cut between words, and averaged. */
        PARTS(LongInput.PARTS),
        /** The end is dropped. */
        TRUNCATE(LongInput.TRUNCATE),
        /** The text is refused. */
        REFUSE(LongInput.REFUSE);

        private final LongInput choice;

        LongTexts(LongInput choice) {
            this.choice = choice;
        }

        LongInput choice() {
            return choice;
        }
    }

    Resource requiredWeights() {
        return required("weights", weights, "classpath:/encoder.safetensors");
    }

    Resource requiredTokenizer() {
        return required("tokenizer", tokenizer, "classpath:/tokenizer.json");
    }

    private static Resource required(String name, Resource resource, String example) {
        if (resource == null) {
            throw new IllegalArgumentException(
                    "attar.embedding." + name + " is missing: say where it is, such as " + example);
        }
        return resource;
    }
}
