package dev.attar.runtime.spark;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Adds the tags of each text's tokens, computed by a model with {@code head tokens}: an array with a struct for each token, special ones
 * left out, of the piece of text ({@code text}, from {@code begin} to {@code end} in UTF-16 units), the number of its word, the label
 * and its probability.
 */
public final class AttarTagger extends TextTransformer<AttarTagger> {
    private static final long serialVersionUID = 1L;

    private static final DataType TAGS = DataTypes.createArrayType(
            DataTypes.createStructType(List.of(
                    DataTypes.createStructField("text", DataTypes.StringType, false),
                    DataTypes.createStructField("begin", DataTypes.IntegerType, false),
                    DataTypes.createStructField("end", DataTypes.IntegerType, false),
                    DataTypes.createStructField("word", DataTypes.IntegerType, false),
                    DataTypes.createStructField("label", DataTypes.StringType, false),
                    DataTypes.createStructField("score", DataTypes.DoubleType, false))),
            false);

    public AttarTagger() {
        this(Identifiable$.MODULE$.randomUID("attarTagger"));
    }

    /** With a name of its own; what copying and loading need. */
    public AttarTagger(String uid) {
        super(uid, "tags");
    }

    @Override
    List<StructField> outputs() {
        return List.of(DataTypes.createStructField(text(outputCol()), TAGS, true));
    }

    @Override
    Answers answers() {
        return new Tags();
    }

    /** Found by {@code Pipeline} and {@code PipelineModel}. */
    public static MLReader<AttarTagger> read() {
        return new DefaultParamsReader<>();
    }

    /** What {@code save} wrote. */
    public static AttarTagger load(String path) {
        return read().load(path);
    }

    private record Tags() implements Answers {
        @Override
        public Matrix compute(LoadedModel model, Batch batch) {
            return model.run("tag", batch);
        }

        @Override
        public int rows(EncodedText tokens) {
            return tokens.length();
        }

        @Override
        public Object[] of(LoadedModel model, String text, EncodedText tokens, Matrix result, int first) {
            List<String> labels = model.labels();
            List<Row> tags = new ArrayList<>();
            for (int i = 0; i < tokens.length(); i++) {
                if (!tokens.isSpecial(i)) {
                    float[] row = result.row(first + i);
                    int best = Scores.best(row);
                    tags.add(RowFactory.create(
                            text.substring(tokens.start(i), tokens.end(i)),
                            tokens.start(i),
                            tokens.end(i),
                            tokens.word(i),
                            Scores.label(labels, best),
                            Scores.SOFTMAX.of(row)[best]));
                }
            }
            return new Object[] {tags.toArray(Row[]::new)};
        }

        @Override
        public int columns() {
            return 1;
        }
    }
}
