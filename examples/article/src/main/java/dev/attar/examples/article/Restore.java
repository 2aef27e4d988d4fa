package dev.attar.examples.article;

import dev.attar.examples.article.model.Article;
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * {@code Restore WEIGHTS [TEXT]...}: texts whose hidden letters, each written as {@code _}, are restored by the model that was
 * trained; without texts, some of the definitions that it was not trained on.
 */
public final class Restore {
    private static final int SHOWN = 6;

    private Restore() {}

    public static void main(String[] arguments) {
        List<String> texts = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        if (texts.isEmpty()) {
            int from = Integer.getInteger("training");
            Riddle.draw(from + SHOWN, Integer.getInteger("longest"))
                    .subList(from, from + SHOWN)
                    .forEach(riddle -> texts.add(riddle.hidden()));
        }
        try (Article model = Article.load(Path.of(arguments[0]))) {
            List<String> restored = restore(model::tag, texts);
            for (int i = 0; i < texts.size(); i++) {
                System.out.println(texts.get(i));
                System.out.println("  " + restored.get(i));
            }
        }
    }

    /**
     * The texts with the likeliest letter in each hidden place.
     *
     * @param tag gives the probability of each character for each token
     */
    static List<String> restore(Function<Batch, Matrix> tag, List<String> texts) {
        Matrix probabilities =
                tag.apply(Batch.of(texts.stream().map(Characters::ids).toList()));
        List<String> restored = new ArrayList<>();
        int row = 0;
        for (String text : texts) {
            StringBuilder letters = new StringBuilder(text);
            for (int i = 0; i < text.length(); i++, row++) {
                if (text.charAt(i) == Characters.HIDDEN) {
                    letters.setCharAt(i, Characters.character(likeliest(probabilities, row)));
                }
            }
            restored.add(letters.toString());
        }
        return restored;
    }

    private static int likeliest(Matrix scores, int row) {
        int best = 0;
        for (int c = 1; c < scores.columns(); c++) {
            if (scores.values()[row * scores.columns() + c] > scores.values()[row * scores.columns() + best]) {
                best = c;
            }
        }
        return best;
    }
}
