package dev.attar.runtime.text;

import dev.attar.runtime.text.file.TokenizerFiles;
import dev.attar.runtime.text.file.TokenizerJson;
import dev.attar.runtime.text.file.TokenizerParts;
import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.model.ModelFault;
import dev.attar.runtime.text.normalize.MalformedTextFault;
import dev.attar.runtime.text.pattern.PatternFault;
import dev.attar.runtime.text.post.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The tokenizer of a published model, equal to Hugging Face's library. Safe for use by many threads at once, and
 * plain Java: nothing is unpacked, loaded into the process or looked up elsewhere.
 *
 * <p>What a {@code tokenizer.json} says about truncation and padding is ignored: Attar pads nothing, and what happens to long
 * texts is said where they are encoded ({@link LongInput}).
 *
 * <p>Time and memory are linear in the text. What truncation at the end drops is not tokenised.
 */
public final class Tokenizer implements AutoCloseable {
    /** Tokens beyond the context that a refusal counts before it says "more than". */
    private static final int COUNTED = 1 << 16;

    private final String name;
    private final TokenizerParts parts;
    private final Encoder encoder;
    private final int context;
    private volatile boolean closed;

    private Tokenizer(String name, TokenizerParts parts, boolean specialAsText, int context) {
        if (context < 1) {
            throw new IllegalArgumentException("a context of " + context + " tokens; it must be 1 or more");
        }
        this.name = name;
        this.parts = parts;
        this.encoder = new Encoder(parts, specialAsText);
        this.context = context;
    }

    /**
     * Reads a tokenizer from a file, or from a folder that holds one.
     *
     * @param path a {@code tokenizer.json}; a {@code vocab.txt} of BERT; a {@code vocab.json} of GPT-2 or RoBERTa with
     *     {@code merges.txt} beside it; a SentencePiece model ({@code .spm}, {@code .model}); or a folder with one of them,
     *     looked for in that order
     * @param context longest sequence the model takes, in tokens, special tokens included
     * @throws TextException when there is no such file or it is no tokenizer
     */
    public static Tokenizer load(Path path, int context) {
        Objects.requireNonNull(path, "path");
        return new Tokenizer(path.toString(), opened(path.toString(), () -> read(path)), false, context);
    }

    /**
     * Reads a {@code tokenizer.json} from memory, for instance a resource of the application.
     *
     * @param name what to call it in messages
     * @throws TextException when it is no tokenizer
     */
    public static Tokenizer parse(String name, byte[] json, int context) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(json, "json");
        return new Tokenizer(name, opened(name, () -> TokenizerJson.read(json)), false, context);
    }

    /**
     * Reads a {@code tokenizer.json} that lies beside a class in its jar or module, also in a jar within a jar:
     * {@code Tokenizer.ofResource(App.class, "tokenizer.json", 512)}. A named module opens the package that has it, at least to
     * {@code dev.attar.text}.
     *
     * @param owner a class of the jar or module that has it
     * @param name relative to the class's package, or from the root when it begins with {@code /}, as in {@link Class#getResource}
     * @throws TextException when there is no such resource or it is no tokenizer
     */
    public static Tokenizer ofResource(Class<?> owner, String name, int context) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new TextException(
                        TextException.Kind.FILE,
                        name + ": there is no such resource beside " + owner.getName(),
                        "a name without a / in front is looked for in the package of the class; look into the jar that"
                                + " has it, and open the package if it is in a named module");
            }
            return parse(name, in.readAllBytes(), context);
        } catch (IOException e) {
            throw new TextException(
                    TextException.Kind.FILE, name + ": cannot be read: " + e, "look into the jar that has it", e);
        }
    }

    /**
     * Reads a SentencePiece model from memory. Its ids are the places of its pieces; it puts no special tokens around texts.
     *
     * @param name what to call it in messages
     * @throws TextException when it is no such model
     */
    public static Tokenizer parseSentencePiece(String name, byte[] model, int context) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(model, "model");
        return new Tokenizer(name, opened(name, () -> TokenizerFiles.sentencePiece(model)), false, context);
    }

    private static TokenizerParts read(Path path) {
        try {
            return TokenizerFiles.read(path);
        } catch (NoSuchFileException e) {
            throw new TextException(
                    TextException.Kind.FILE,
                    path + ": there is no such file" + (e.getReason() == null ? "" : ": " + e.getReason()),
                    "look at the path; AutoTokenizer.from_pretrained(f).save_pretrained(f) of transformers writes the"
                            + " tokenizer.json of a model that was published without one",
                    e);
        } catch (IOException e) {
            throw new TextException(
                    TextException.Kind.FILE,
                    path + ": cannot be read: " + e,
                    "look at the path and the permissions",
                    e);
        }
    }

    private static TokenizerParts opened(String name, Supplier<TokenizerParts> reading) {
        try {
            return reading.get();
        } catch (FormatFault e) {
            throw new TextException(
                    TextException.Kind.FORMAT,
                    name + ": not a tokenizer that can be used: " + e.getMessage(),
                    "take the tokenizer file that is published with the model, complete and unchanged",
                    e);
        }
    }

    /** A copy of this tokenizer that reads special tokens which a text happens to spell, such as {@code [SEP]}, as text. */
    public Tokenizer withSpecialTokensAsText() {
        return new Tokenizer(name, parts, true, context);
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
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(choice, "choice");
        return encoded(parts.post().single(), choice, List.of(text));
    }

    /** A question and a passage, or any other two texts that the model reads as one sequence. */
    public EncodedText encodePair(String first, String second) {
        return encodePair(first, second, LongInput.REFUSE).getFirst();
    }

    /** A pair of texts as one sequence, or as several when they do not fit and {@code choice} says so. */
    public List<EncodedText> encodePair(String first, String second, LongInput choice) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(choice, "choice");
        return encoded(parts.post().pair(), choice, List.of(first, second));
    }

    /** The tokens of a text of any length without special tokens around it. */
    public EncodedText encodePlain(String text) {
        Objects.requireNonNull(text, "text");
        TokenizedText tokens = refusing(() -> encoder.encode(text, Integer.MAX_VALUE));
        return new Tokenized(Layout.plain(1), parts.post().trims(), List.of(tokens), Integer.MAX_VALUE)
                .fit(LongInput.REFUSE)
                .getFirst();
    }

    /**
     * The text of tokens. Ids that no token has are left out.
     *
     * @param skipSpecial whether special tokens are left out
     */
    public String decode(int[] ids, boolean skipSpecial) {
        List<String> tokens = new ArrayList<>(ids.length);
        for (int id : ids) {
            String token = shown(id, skipSpecial);
            if (token != null) {
                tokens.add(token);
            }
        }
        return tokens.isEmpty() ? "" : String.join("", parts.decoder().apply(tokens));
    }

    /**
     * Makes text of tokens that come one after another.
     *
     * @param skipSpecial whether special tokens are left out
     */
    public Detokenizer detokenizer(boolean skipSpecial) {
        return new Detokenizer(this, parts.decoder(), skipSpecial);
    }

    /** What {@link #decode} makes text of; null for an id that no token has, and for a special token that is left out. */
    String shown(int id, boolean skipSpecial) {
        String token = token(id).orElse(null);
        return token != null && skipSpecial && parts.added().isSpecial(token) ? null : token;
    }

    /** A token as the vocabulary writes it. */
    public Optional<String> token(int id) {
        String added = parts.added().content(id);
        return added != null ? Optional.of(added) : parts.model().vocabulary().token(id);
    }

    /** The id of a token as the vocabulary writes it. */
    public OptionalInt id(String token) {
        Integer added = parts.added().ids().get(token);
        return added != null
                ? OptionalInt.of(added)
                : parts.model().vocabulary().id(token);
    }

    /**
     * Ends the use of this tokenizer: calls of {@code encode} that follow throw an {@link IllegalStateException}. There is
     * nothing to free, so a tokenizer need not be closed.
     */
    @Override
    public void close() {
        closed = true;
    }

    private List<EncodedText> encoded(Layout layout, LongInput choice, List<String> texts) {
        int enough = switch (choice) {
            case LongInput.Truncate(LongInput.Which which, LongInput.Side side) ->
                side == LongInput.Side.RIGHT ? add(context, 1) : Integer.MAX_VALUE;
            case LongInput.Refuse() -> add(context, COUNTED);
            case LongInput.Windows any -> Integer.MAX_VALUE;
            case LongInput.Parts any -> Integer.MAX_VALUE;
        };
        return refusing(() -> new Tokenized(
                        layout,
                        parts.post().trims(),
                        texts.stream().map(text -> encoder.encode(text, enough)).toList(),
                        context)
                .fit(choice));
    }

    private static int add(int tokens, int more) {
        return (int) Math.min(Integer.MAX_VALUE, (long) tokens + more);
    }

    private <T> T refusing(Supplier<T> encoding) {
        if (closed) {
            throw new IllegalStateException("the tokenizer is closed");
        }
        try {
            return encoding.get();
        } catch (MalformedTextFault e) {
            throw new TextException(
                    TextException.Kind.TEXT,
                    "the text is not well-formed Unicode: " + e.getMessage(),
                    "it was probably cut in the middle of a character, or read with the wrong charset",
                    e);
        } catch (PatternFault e) {
            throw new TextException(TextException.Kind.TEXT, e.getMessage(), "shorten the text", e);
        } catch (ModelFault e) {
            throw new TextException(
                    TextException.Kind.FORMAT,
                    name + ": " + e.getMessage(),
                    "take the tokenizer file that is published with the model, complete and unchanged",
                    e);
        }
    }
}
