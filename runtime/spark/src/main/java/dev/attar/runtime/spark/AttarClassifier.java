package dev.attar.runtime.spark;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Adds the class of each text and the scores of all classes, computed by a model with {@code head classify}. The class is its
 * label, or its number where the spec names none.
 */
public final class AttarClassifier extends TextTransformer<AttarClassifier> {
    private static final long serialVersionUID = 1L;

    private final Param<String> scoresCol;
    private final Param<String> probability;

    public AttarClassifier() {
        this(Identifiable$.MODULE$.randomUID("attarClassifier"));
    }

    /** With a name of its own; what copying and loading need. */
    public AttarClassifier(String uid) {
        super(uid, "label");
        this.scoresCol = new Param<>(uid, "scoresCol", "the column of the scores of all classes");
        this.probability = new Param<>(
                uid,
                "probability",
                "what scores become: softmax (one class holds), sigmoid (several may hold) or none",
                choice("softmax", "sigmoid", "none"));
        setDefault(scoresCol, "scores");
        setDefault(probability, "softmax");
    }

    /** The column of the scores of all classes, in the model's order; {@code scores} unless it is set. */
    public Param<String> scoresCol() {
        return scoresCol;
    }

    /** {@code softmax}, {@code sigmoid}, or {@code none} for the model's own scores, which a head with softmax has made shares. */
    public Param<String> probability() {
        return probability;
    }

    public AttarClassifier setScoresCol(String column) {
        return with(scoresCol, column);
    }

    public AttarClassifier setProbability(String meaning) {
        return with(probability, meaning);
    }

    @Override
    List<StructField> outputs() {
        return List.of(
                DataTypes.createStructField(text(outputCol()), DataTypes.StringType, true),
                DataTypes.createStructField(text(scoresCol), SQLDataTypes.VectorType(), true));
    }

    @Override
    Answers answers() {
        return new Classes(Scores.valueOf(text(probability).toUpperCase(Locale.ROOT)));
    }

    /** Found by {@code Pipeline} and {@code PipelineModel}. */
    public static MLReader<AttarClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** What {@code save} wrote. */
    public static AttarClassifier load(String path) {
        return read().load(path);
    }

    private record Classes(Scores meaning) implements Answers {
        @Override
        public Matrix compute(LoadedModel model, Batch batch) {
            return model.run("classify", batch);
        }

        @Override
        public Object[] of(LoadedModel model, String text, EncodedText tokens, Matrix result, int first) {
            float[] row = result.row(first);
            return new Object[] {Scores.label(model.labels(), Scores.best(row)), Vectors.dense(meaning.of(row))};
        }

        @Override
        public int columns() {
            return 2;
        }
    }
}
