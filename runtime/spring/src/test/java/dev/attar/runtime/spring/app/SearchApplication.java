package dev.attar.runtime.spring.app;

import java.util.Arrays;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Embeds its arguments and prints the vectors, a line each. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SearchApplication {
    public static void main(String[] texts) {
        try (ConfigurableApplicationContext context = SpringApplication.run(SearchApplication.class)) {
            EmbeddingModel model = context.getBean(EmbeddingModel.class);
            for (String text : texts) {
                System.out.println("vector " + Arrays.toString(model.embed(text)));
            }
        }
    }
}
