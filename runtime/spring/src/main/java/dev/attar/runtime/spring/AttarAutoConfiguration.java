package dev.attar.runtime.spring;

import dev.attar.runtime.Embedder;
import dev.attar.runtime.Options;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.text.task.TextEmbedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;

/**
 * The embedding model that {@code attar.embedding.*} describe; or of an {@link Embedder} and a {@link Tokenizer} that the application has as
 * beans itself. What the application defines takes the place of what is defined here.
 */
@AutoConfiguration
@EnableConfigurationProperties(AttarProperties.class)
public class AttarAutoConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @ConditionalOnProperty("attar.embedding.model")
    Embedder attarEmbedder(AttarProperties properties) {
        Options options = properties.threads() == null
                ? Options.defaults()
                : Options.defaults().withThreads(properties.threads());
        return GeneratedModel.load(properties.model(), properties.requiredWeights(), options);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @ConditionalOnProperty("attar.embedding.model")
    Tokenizer attarTokenizer(AttarProperties properties, Embedder embedder) {
        Resource tokenizer = properties.requiredTokenizer();
        try {
            return Tokenizer.parse(tokenizer.getDescription(), tokenizer.getContentAsByteArray(), embedder.context());
        } catch (IOException failed) {
            throw new UncheckedIOException("attar.embedding.tokenizer: " + tokenizer.getDescription(), failed);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean({Embedder.class, Tokenizer.class})
    TextEmbedder attarTextEmbedder(AttarProperties properties, Embedder embedder, Tokenizer tokenizer) {
        TextEmbedder texts = TextEmbedder.of(embedder, tokenizer)
                .withLongTexts(properties.longTexts().choice())
                .withPrompts(properties.prompts());
        return properties.prompt() == null ? texts : texts.withPrompt(properties.prompt());
    }

    @Bean
    @ConditionalOnMissingBean(EmbeddingModel.class)
    @ConditionalOnBean({TextEmbedder.class, Embedder.class})
    AttarEmbeddingModel attarEmbeddingModel(TextEmbedder embedder, Embedder model) {
        return AttarEmbeddingModel.of(embedder, model.getClass().getSimpleName());
    }
}
