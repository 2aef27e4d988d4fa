package dev.attar.runtime.train.data;

import dev.attar.runtime.text.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A file of examples. All of it is read once when it is opened, so that a bad row is known before anything is trained; then
 * rows are read again as batches need them. The file must stay as it is while it is used.
 */
public final class Dataset implements AutoCloseable {
    private final RowFile rows;
    private final RowEncoder encoder;
    private final int[] used;
    private final int[] tokens;
    private final int cut;
    private final Set<String> unused;

    private Dataset(RowFile rows, RowEncoder encoder) {
        this.rows = rows;
        this.encoder = encoder;
        int[] found = new int[rows.size()];
        int[] lengths = new int[rows.size()];
        int size = 0;
        for (int row = 0; row < rows.size(); row++) {
            Optional<Example> example = encoder.encode(rows.read(row));
            if (example.isPresent()) {
                found[size] = row;
                lengths[size++] = example.get().tokens();
            }
        }
        this.used = Arrays.copyOf(found, size);
        this.tokens = Arrays.copyOf(lengths, size);
        this.cut = encoder.cut();
        this.unused = Set.copyOf(encoder.unused());
        if (size == 0) {
            throw new DataException(rows.file().toString(), "there are no examples", "give at least one");
        }
    }

    /**
     * Opens a file and reads all of its rows.
     *
     * @param tokenizer for texts
     * @param truncate whether texts of more tokens than the context are cut; they are counted. Otherwise they are refused
     * @throws DataException when a row is not what the task needs
     */
    public static Dataset open(
            Path file, RowFormat format, Task task, Optional<Tokenizer> tokenizer, boolean truncate) {
        return open(file, format, task, tokenizer, tokenizer, truncate);
    }

    /**
     * Opens a file of translations, whose targets have a tokenizer of their own, and reads all of its rows.
     *
     * @param source for texts that are translated
     * @param target for their translations
     * @param truncate whether texts of more tokens than the context are cut; they are counted. Otherwise they are refused
     * @throws DataException when a row is not what the task needs
     */
    public static Dataset open(
            Path file,
            RowFormat format,
            Task task,
            Optional<Tokenizer> source,
            Optional<Tokenizer> target,
            boolean truncate) {
        RowFile rows = RowFile.open(file, format);
        try {
            return new Dataset(rows, new RowEncoder(task, source, target, truncate));
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** How many examples there are. */
    public int size() {
        return used.length;
    }

    /** The tokens of all examples. */
    public long tokens() {
        return Arrays.stream(tokens).asLongStream().sum();
    }

    /** How many texts did not fit the context and were cut. */
    public int cut() {
        return cut;
    }

    /** Fields of rows that nothing is made of. */
    public Set<String> unusedFields() {
        return unused;
    }

    /** The SHA-256 of the file, in hexadecimal digits. */
    public String sha256() {
        return rows.sha256();
    }

    /** The file, as it was given. */
    public Path file() {
        return rows.file();
    }

    /** {@code FILE:LINE} of an example. */
    public String placeOf(int example) {
        return rows.placeOf(used[example]);
    }

    /** The tokens of one example. */
    public int tokens(int example) {
        return tokens[example];
    }

    Example read(int example) {
        return encoder.encode(rows.read(used[example])).orElseThrow();
    }

    @Override
    public void close() {
        rows.close();
    }
}
