package dev.attar.runtime.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The tokenizer of a published model, from its {@code tokenizer.json}. Safe for use by many threads at once.
 *
 * <p>What such a file says about truncation and padding is ignored: Attar pads nothing, and what happens to long texts is
 * said where they are encoded ({@link LongInput}).
 */
public final class Tokenizer implements AutoCloseable {
    /** The largest published files have some 40 MB; what is larger is some other file. */
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    private static final Map<String, String> AS_WRITTEN =
            Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final int context;
    // Closing frees native memory, so it waits for those who still encode.
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private Tokenizer(HuggingFaceTokenizer tokenizer, int context) {
        this.tokenizer = tokenizer;
        this.context = context;
    }

    /**
     * @param file a {@code tokenizer.json}
     * @param context longest sequence the model takes, in tokens, special tokens included
     * @throws TextException when there is no such file, it is no tokenizer, or the tokenizers library does not run here
     */
    public static Tokenizer load(Path file, int context) {
        Objects.requireNonNull(file, "file");
        return parse(file.toString(), read(file), context);
    }

    /**
     * As {@link #load}, from memory.
     *
     * @param name what to call it in messages
     */
    public static Tokenizer parse(String name, byte[] json, int context) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(json, "json");
        if (context < 1) {
            throw new IllegalArgumentException("a context of " + context + " tokens; it must be 1 or more");
        }
        TokenizersLibraryOffline.prepare();
        try {
            return new Tokenizer(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), AS_WRITTEN), context);
        } catch (LinkageError | ai.djl.engine.EngineException e) {
            throw new TextException(
                    TextException.Kind.LIBRARY,
                    "the tokenizers library cannot be loaded: " + firstLine(rootOf(e)),
                    "it runs on Linux with glibc (x86-64, ARM64), macOS (ARM64) and Windows (x86-64), and unpacks"
                            + " itself to the folder that DJL_CACHE_DIR names (by default .djl.ai in the home folder),"
                            + " which must be writable; elsewhere give token ids instead of text",
                    e);
        } catch (IOException | RuntimeException e) {
            throw new TextException(
                    TextException.Kind.FORMAT,
                    name + ": not a tokenizer.json that can be used: " + firstLine(e),
                    "take the tokenizer.json that is published with the model, complete and unchanged",
                    e);
        }
    }

    /** Longest sequence the model takes, in tokens, special tokens included. */
    public int context() {
        return context;
    }

    /**
     * The tokens of a text, special tokens included.
     *
     * @throws TextException when it has more than {@link #context()} tokens, or is not well-formed UTF-16
     */
    public EncodedText encode(String text) {
        return encode(text, LongInput.REFUSE).getFirst();
    }

    /** The tokens of a text as one sequence, or as several when they do not fit and {@code choice} says so. */
    public List<EncodedText> encode(String text, LongInput choice) {
        requireWellFormed("text", text);
        Objects.requireNonNull(choice, "choice");
        return tokenized(() -> tokenizer.encode(text, true, false)).fit(context, choice);
    }

    /** A question and a passage, or any other two texts that the model reads as one sequence. */
    public EncodedText encodePair(String first, String second) {
        return encodePair(first, second, LongInput.REFUSE).getFirst();
    }

    /** As {@link #encodePair(String, String)}, with a choice for long ones. */
    public List<EncodedText> encodePair(String first, String second, LongInput choice) {
        requireWellFormed("first", first);
        requireWellFormed("second", second);
        Objects.requireNonNull(choice, "choice");
        return tokenized(() -> tokenizer.encode(first, second, true, false)).fit(context, choice);
    }

    /** Frees the tokenizer's native memory; calls that are under way end first. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                tokenizer.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private interface Encoder {
        Encoding encode();
    }

    private Tokenized tokenized(Encoder encoder) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            Encoding encoding = encoder.encode();
            int[] part = ints(encoding.getSequenceIds());
            long[] special = encoding.getSpecialTokenMask();
            for (int i = 0; i < part.length; i++) {
                part[i] = special[i] == 0 ? Math.max(part[i], 0) : Tokenized.SPECIAL;
            }
            return new Tokenized(
                    ints(encoding.getIds()), ints(encoding.getTypeIds()), part, ints(encoding.getWordIds()));
        } finally {
            lock.readLock().unlock();
        }
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TextException(
                        TextException.Kind.FORMAT,
                        file + ": more than " + MAX_BYTES + " bytes",
                        "give the model's tokenizer.json");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new TextException(TextException.Kind.FILE, file + ": there is no such file", "look at the path", e);
        } catch (IOException e) {
            throw new TextException(
                    TextException.Kind.FILE,
                    file + ": cannot be read: " + firstLine(e),
                    "look at the path and the permissions",
                    e);
        }
    }

    /** The native library drops unpaired surrogates without a word, which would join what they stand between. */
    private static void requireWellFormed(String name, String text) {
        Objects.requireNonNull(text, name);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new TextException(
                        TextException.Kind.TEXT,
                        String.format(
                                "the text is not well-formed Unicode: half a surrogate pair (\\u%04X) at char %d",
                                (int) c, i),
                        "it was probably cut in the middle of a character, or read with the wrong charset");
            }
        }
    }

    private static int[] ints(long[] values) {
        int[] result = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.toIntExact(values[i]);
        }
        return result;
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}
