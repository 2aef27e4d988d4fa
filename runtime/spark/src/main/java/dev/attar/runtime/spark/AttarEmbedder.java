package dev.attar.runtime.spark;

import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.text.EncodedText;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Adds the vector of each text, computed by a model with {@code head embed}: as a vector of Spark ML, or as an array of floats,
 * which takes half the room.
 *
 * <pre>{@code
 * Dataset<Row> vectors = new AttarEmbedder()
 *         .setModel("com.example.MiniLmL6")
 *         .setWeights("minilm.packed")
 *         .setTokenizer("tokenizer.json")
 *         .setInputCol("question")
 *         .transform(questions);
 * }</pre>
 */
public final class AttarEmbedder extends TextTransformer<AttarEmbedder> {
    private static final long serialVersionUID = 1L;

    private static final String VECTOR = "vector";
    private static final String ARRAY = "array";

    private final Param<String> outputType;

    public AttarEmbedder() {
        this(Identifiable$.MODULE$.randomUID("attarEmbedder"));
    }

    /** With a name of its own; what copying and loading need. */
    public AttarEmbedder(String uid) {
        super(uid, "embedding");
        this.outputType = new Param<>(
                uid, "outputType", "vector (of Spark ML, double) or array (of float)", choice(VECTOR, ARRAY));
        setDefault(outputType, VECTOR);
    }

    /** {@code vector} or {@code array}. */
    public Param<String> outputType() {
        return outputType;
    }

    public AttarEmbedder setOutputType(String type) {
        return with(outputType, type);
    }

    @Override
    List<StructField> outputs() {
        return List.of(DataTypes.createStructField(
                text(outputCol()),
                text(outputType).equals(VECTOR)
                        ? SQLDataTypes.VectorType()
                        : DataTypes.createArrayType(DataTypes.FloatType, false),
                true));
    }

    @Override
    Answers answers() {
        return new Embedding(text(outputType).equals(VECTOR));
    }

    /** Found by {@code Pipeline} and {@code PipelineModel}. */
    public static MLReader<AttarEmbedder> read() {
        return new DefaultParamsReader<>();
    }

    /** What {@code save} wrote. */
    public static AttarEmbedder load(String path) {
        return read().load(path);
    }

    private record Embedding(boolean asVector) implements Answers {
        @Override
        public Matrix compute(LoadedModel model, Batch batch) {
            return model.run("embed", batch);
        }

        @Override
        public Object[] of(LoadedModel model, String text, EncodedText tokens, Matrix result, int first) {
            float[] row = result.row(first);
            if (!asVector) {
                return new Object[] {row};
            }
            double[] wide = new double[row.length];
            for (int i = 0; i < row.length; i++) {
                wide[i] = row[i];
            }
            return new Object[] {Vectors.dense(wide)};
        }

        @Override
        public int columns() {
            return 1;
        }
    }
}
