// Generated from model.attar (spec c19d3af3, compiler 0.1.0, all widths). Do not edit.
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
 * The model Prenorm: 40 token ids, sequences of up to 24 tokens.
 *
 * <p>Safe to call from many threads at once. Holds memory outside the heap until it is closed.
 */
public final class Prenorm implements AutoCloseable {
    private final Session session;

    private Prenorm(Session session) {
        this.session = session;
    }

    /**
     * Loads weights from a safetensors file, or from one that attar pack made, with the default options.
     *
     * @param weights the file
     * @throws dev.attar.runtime.WeightsException when the file cannot be read or does not fit the model
     */
    public static Prenorm load(Path weights) {
        try (Weights opened = Weights.open(weights)) {
            return load(opened, Options.defaults());
        }
    }

    /**
     * Checks the weights against the model and packs them, unless they are; they can be closed afterwards.
     *
     * @throws dev.attar.runtime.WeightsException when they do not fit the model, with every difference
     */
    public static Prenorm load(Weights weights, Options options) {
        return new Prenorm(Session.open(Prenorm::program, EnumSet.of(Width.LANES_8), weights, options));
    }

    /**
     * One row for each token of the batch (T,16). The same bits whatever else is in the batch.
     *
     * @throws dev.attar.runtime.InputException when the model does not accept the batch
     */
    public Matrix hidden(Batch batch) {
        return session.run(batch, 0);
    }

    /**
     * One row for each sequence of the batch (B,3). The same bits whatever else is in the batch.
     *
     * @throws dev.attar.runtime.InputException when the model does not accept the batch
     */
    public Matrix classify(Batch batch) {
        return session.run(batch, 1);
    }

    /**
     * The 3 values for one sequence of token ids.
     *
     * @throws dev.attar.runtime.InputException when the model does not accept it
     */
    public float[] classify(int... ids) {
        return session.run(ids, 1);
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
            case LANES_16, LANES_8 -> new PrenormVector8();
            default -> throw new IllegalArgumentException("Prenorm was compiled without code for width " + width);
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
