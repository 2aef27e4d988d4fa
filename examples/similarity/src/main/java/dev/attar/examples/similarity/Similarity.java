package dev.attar.examples.similarity;

import dev.attar.runtime.InputException;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.text.TextException;
import java.nio.file.Path;
import java.util.List;

/** Prints how alike a few sentences are: those given as arguments, or some of its own. */
public final class Similarity {
    static final List<String> EXAMPLES = List.of(
            "A cat is asleep on the windowsill.",
            "The kitten naps in the sunshine.",
            "The central bank has raised interest rates.",
            "Borrowing money became more expensive.",
            "How can I reset my password?",
            "I forgot my login and need a new one.",
            "Stir the tomatoes, garlic and basil for ten minutes.",
            "This pasta sauce is quick to cook.");

    private Similarity() {}

    public static void main(String[] arguments) {
        List<String> sentences = arguments.length == 0 ? EXAMPLES : List.of(arguments);
        try (Encoder encoder = Encoder.load(Path.of(System.getProperty("model", "target/model")))) {
            System.out.print(new Table(sentences, encoder.embed(sentences)).print());
        } catch (TextException | WeightsException | InputException refused) {
            System.err.println("similarity: " + refused.getMessage());
            System.exit(1);
        }
    }
}
