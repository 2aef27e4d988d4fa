package dev.attar.runtime.spark;

import dev.attar.runtime.text.LongInput;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the transformers have in common: a model, a column of texts, and a column that says what is wrong with a row.
 *
 * <p>A row with a text that the model cannot take (null, longer than its context where that is to be refused, not well-formed
 * Unicode) has nulls in the output columns and the reason in {@code errorCol}; it never ends the job. A model that cannot be loaded
 * does, at the first row.
 *
 * @param <T> the transformer itself, which setters return
 */
public abstract class TextTransformer<T extends TextTransformer<T>> extends Transformer
        implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private static final String REFUSE = "refuse";
    private static final String TRUNCATE = "truncate";
    private static final int USUAL_TOKENS = 4096;

    private final String uid;
    private final Param<String> inputCol;
    private final Param<String> outputCol;
    private final Param<String> errorCol;
    private final Param<String> model;
    private final Param<String> weights;
    private final Param<String> tokenizer;
    private final Param<String> longTexts;
    private final IntParam batchTokens;
    private final IntParam threads;

    /** With the default of each parameter that has one. */
    TextTransformer(String uid, String output) {
        this.uid = uid;
        this.inputCol = new Param<>(uid, "inputCol", "the column of texts");
        this.outputCol = new Param<>(uid, "outputCol", "the column of results");
        this.errorCol = new Param<>(uid, "errorCol", "the column that says why a row has no result");
        this.model = new Param<>(uid, "model", "the class that Attar generated for the model");
        this.weights = new Param<>(uid, "weights", "the file of its weights, on every executor or sent with --files");
        this.tokenizer = new Param<>(uid, "tokenizer", "the file of its tokenizer, likewise");
        this.longTexts = new Param<>(
                uid,
                "longTexts",
                "what to do with texts that do not fit the context: refuse (a bad row) or truncate",
                choice(REFUSE, TRUNCATE));
        this.batchTokens = new IntParam(
                uid, "batchTokens", "a batch is computed when its rows have so many tokens", ParamValidators.gtEq(1));
        this.threads = new IntParam(
                uid, "threads", "the most threads of an executor that work on one batch", ParamValidators.gtEq(1));
        setDefault(inputCol, "text");
        setDefault(outputCol, output);
        setDefault(errorCol, "error");
        setDefault(longTexts, REFUSE);
        setDefault(batchTokens, USUAL_TOKENS);
        setDefault(threads, 1);
    }

    static scala.Function1<String, Object> choice(String... known) {
        return new OneOf(known);
    }

    @Override
    public final String uid() {
        return uid;
    }

    /** The column of texts; {@code text} unless it is set. */
    public final Param<String> inputCol() {
        return inputCol;
    }

    /** The column of results. */
    public final Param<String> outputCol() {
        return outputCol;
    }

    /** The column that says why a row has no result, null where it has one; {@code error} unless it is set. */
    public final Param<String> errorCol() {
        return errorCol;
    }

    /** The class that Attar generated for the model, on the class path of every executor ({@code --jars}). */
    public final Param<String> model() {
        return model;
    }

    /** The file of the weights: a path that every executor has, or the name of a file that was sent with {@code --files}. */
    public final Param<String> weights() {
        return weights;
    }

    /** The {@code tokenizer.json} of the model: a path that every executor has, or the name of a file that was sent. */
    public final Param<String> tokenizer() {
        return tokenizer;
    }

    /** {@code refuse}, which makes a text that does not fit a bad row, or {@code truncate}. */
    public final Param<String> longTexts() {
        return longTexts;
    }

    /** Rows of a partition are computed together until they have so many tokens; {@value #USUAL_TOKENS} unless it is set. */
    public final IntParam batchTokens() {
        return batchTokens;
    }

    /** The most threads that work on one batch, the task's own among them; 1 unless it is set, as tasks run side by side. */
    public final IntParam threads() {
        return threads;
    }

    public final T setInputCol(String column) {
        return with(inputCol, column);
    }

    public final T setOutputCol(String column) {
        return with(outputCol, column);
    }

    public final T setErrorCol(String column) {
        return with(errorCol, column);
    }

    public final T setModel(String className) {
        return with(model, className);
    }

    public final T setWeights(String file) {
        return with(weights, file);
    }

    public final T setTokenizer(String file) {
        return with(tokenizer, file);
    }

    public final T setLongTexts(String choice) {
        return with(longTexts, choice);
    }

    public final T setBatchTokens(int tokens) {
        return with(batchTokens, tokens);
    }

    public final T setThreads(int most) {
        return with(threads, most);
    }

    @SuppressWarnings("unchecked") // each subclass is its own T
    final <V> T with(Param<V> param, V value) {
        set(param, value);
        return (T) this;
    }

    @SuppressWarnings("unchecked")
    private T with(IntParam param, int value) {
        set(param, value);
        return (T) this;
    }

    final String text(Param<String> param) {
        return getOrDefault(param);
    }

    /** The output columns, the one for errors not among them. */
    abstract List<StructField> outputs();

    /** What is computed; goes to the executors. */
    abstract Answers answers();

    @Override
    public final StructType transformSchema(StructType schema) {
        for (Param<String> needed : List.of(model, weights, tokenizer)) {
            if (!isDefined(needed)) {
                throw new IllegalArgumentException(uid + " has no " + needed.name() + ": " + needed.doc());
            }
        }
        String input = text(inputCol);
        if (!Arrays.asList(schema.fieldNames()).contains(input)) {
            throw new IllegalArgumentException(
                    uid + ": there is no column '" + input + "', only " + String.join(", ", schema.fieldNames()));
        }
        if (!schema.apply(input).dataType().equals(DataTypes.StringType)) {
            throw new IllegalArgumentException(uid + ": the column '" + input + "' holds "
                    + schema.apply(input).dataType().simpleString() + ", not texts");
        }
        StructType result = schema;
        for (StructField output : outputs()) {
            result = added(result, output);
        }
        return added(result, DataTypes.createStructField(text(errorCol), DataTypes.StringType, true));
    }

    private StructType added(StructType schema, StructField field) {
        if (Arrays.asList(schema.fieldNames()).contains(field.name())) {
            throw new IllegalArgumentException(
                    uid + ": there is a column '" + field.name() + "' already; give another name");
        }
        return schema.add(field);
    }

    @Override
    public final Dataset<Row> transform(Dataset<?> dataset) {
        StructType result = transformSchema(dataset.schema());
        int column = dataset.schema().fieldIndex(text(inputCol));
        ModelSource source =
                new ModelSource(text(model), text(weights), text(tokenizer), (Integer) getOrDefault(threads));
        Answers answers = answers();
        boolean truncate = text(longTexts).equals(TRUNCATE);
        int tokens = (Integer) getOrDefault(batchTokens);
        MapPartitionsFunction<Row, Row> computed = rows -> new PackedRows(
                rows,
                column,
                LoadedModel.of(source),
                answers,
                truncate ? LongInput.TRUNCATE : LongInput.REFUSE,
                tokens);
        return dataset.toDF().mapPartitions(computed, Encoders.row(result));
    }

    @Override
    public final Transformer copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
