// Generated from model.attar (spec 5c807b0d, compiler 0.1.0, all widths). Do not edit.
import dev.attar.runtime.Batch;
import dev.attar.runtime.Matrix;
import dev.attar.runtime.Options;
import dev.attar.runtime.Session;
import dev.attar.runtime.Weights;
import dev.attar.runtime.Width;
import dev.attar.runtime.kernel.Program;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * The model Translator: 19 source token ids, 19 token ids, sequences of up to 33 sourceTokens, sequences of up to 20 tokens.
 *
 * <p>Safe to call from many threads at once. Holds memory outside the heap until it is closed.
 */
public final class Translator implements AutoCloseable {
    private final Session session;

    private Translator(Session session) {
        this.session = session;
    }

    /**
     * Loads weights from a safetensors file, or from one that attar pack made, with the default options.
     *
     * @param weights the file
     * @throws dev.attar.runtime.WeightsException when the file cannot be read or does not fit the model
     */
    public static Translator load(Path weights) {
        try (Weights opened = Weights.open(weights)) {
            return load(opened, Options.defaults());
        }
    }

    /**
     * Checks the weights against the model and packs them, unless they are; they can be closed afterwards.
     *
     * @throws dev.attar.runtime.WeightsException when they do not fit the model, with every difference
     */
    public static Translator load(Weights weights, Options options) {
        return new Translator(Session.open(Translator::program, EnumSet.of(Width.SCALAR), weights, options));
    }

    /**
     * One row for each token of the sources (R,16). The same bits whatever else is in the batch.
     *
     * @param batch with a source for each sequence, see {@link Batch#withSource}
     * @throws dev.attar.runtime.InputException when the model does not accept the batch
     */
    public Matrix encoder(Batch batch) {
        return session.run(batch, 0);
    }

    /**
     * One row for each token of the batch (T,16). The same bits whatever else is in the batch.
     *
     * @param batch with a source for each sequence, see {@link Batch#withSource}
     * @throws dev.attar.runtime.InputException when the model does not accept the batch
     */
    public Matrix hidden(Batch batch) {
        return session.run(batch, 1);
    }

    /**
     * One row for each token of the batch (T,4). The same bits whatever else is in the batch.
     *
     * @param batch with a source for each sequence, see {@link Batch#withSource}
     * @throws dev.attar.runtime.InputException when the model does not accept the batch
     */
    public Matrix tag(Batch batch) {
        return session.run(batch, 2);
    }

    /**
     * Blocks until vector code is compiled, for some seconds at most; without it that happens in the background.
     */
    public void warmUp() {
        session.warmUp();
    }

    /**
     * The code for one vector width, or for the next narrower one that there is; all of them give the same bits.
     */
    public static Program program(Width width) {
        return switch (width) {
            case LANES_16, LANES_8, LANES_4, SCALAR -> new TranslatorScalar();
        };
    }

    /**
     * Waits for calls in flight, then frees everything; later calls are refused.
     */
    @Override
    public void close() {
        session.close();
    }
}
