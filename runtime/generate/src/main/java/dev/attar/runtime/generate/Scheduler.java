package dev.attar.runtime.generate;

import dev.attar.runtime.decode.Decoder;
import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.LanguageModel;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.decode.Translator;
import dev.attar.runtime.generate.GenerationException.Reason;
import dev.attar.runtime.generate.scores.TokenHistory;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Generates many texts at once with one decoder: each step continues all of them, and between two steps texts join and leave. A text is the
 * same whatever runs beside it.
 *
 * <p>There is no thread of its own: whoever waits for a text runs steps, one at a time, for all. Safe for use by many threads.
 */
public final class Scheduler implements AutoCloseable {
    private final Decoder decoder;
    private final Optional<Tokenizer> tokenizer;
    private final Optional<LanguageModel> draft;
    private final Limits limits;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final DecoderBatch batch = new DecoderBatch();
    private final Queue<Conversation> waiting = new ArrayDeque<>();
    private final List<Conversation> running = new ArrayList<>();
    private final List<Conversation> inStep = new ArrayList<>();
    private long bytes; // of those that run
    private boolean closed;

    /**
     * @param decoder what computes; it stays the caller's
     * @param tokenizer makes texts of tokens; without one there are tokens alone
     * @param draft a smaller model of the same vocabulary that guesses tokens where the settings ask for guesses
     */
    public Scheduler(Decoder decoder, Optional<Tokenizer> tokenizer, Limits limits, Optional<LanguageModel> draft) {
        if (draft.isPresent() && draft.get().vocabulary() != decoder.vocabulary()) {
            throw new GenerationException(
                    Reason.SETTINGS,
                    "the draft model has " + draft.get().vocabulary() + " tokens, the model " + decoder.vocabulary()
                            + ": both need the same vocabulary");
        }
        this.decoder = decoder;
        this.tokenizer = tokenizer;
        this.limits = limits;
        this.draft = draft;
    }

    /** A scheduler with the default limits. */
    public static Scheduler of(Decoder decoder, Optional<Tokenizer> tokenizer) {
        return new Scheduler(decoder, tokenizer, Limits.defaults(), Optional.empty());
    }

    /**
     * A text that continues a prompt; of a prompt without tokens the start token, where the settings name one.
     *
     * @throws GenerationException when it is refused
     */
    public Conversation submit(int[] prompt, Settings settings) {
        languageModel();
        int[] given = prompt.length == 0 && settings.startToken().isPresent()
                ? new int[] {settings.startToken().getAsInt()}
                : prompt.clone();
        return submit(Admission.of(decoder, Optional.empty(), null, given, settings, 0));
    }

    /**
     * A text that continues a prompt whose beginning was read before. The prefix may be closed while the text is generated.
     *
     * @param rest the prompt after the prefix
     * @throws GenerationException when it is refused
     */
    public Conversation submit(Prefix prefix, int[] rest, Settings settings) {
        if (rest.length == 0) {
            throw new GenerationException(
                    Reason.EMPTY, "nothing follows the shared prefix: leave the prompt's last token out of it");
        }
        Sequence own = locked(() -> prefix.fork(this));
        try {
            return submit(Admission.of(decoder, Optional.of(own), null, prefix.with(rest), settings, 0));
        } catch (RuntimeException refused) {
            own.close();
            throw refused;
        }
    }

    /**
     * A translation of a source.
     *
     * @throws GenerationException when it is refused, or the settings name no start token
     */
    public Conversation submitSource(int[] source, Settings settings) {
        Translator translator = translator();
        int start = settings.startToken()
                .orElseThrow(() -> new GenerationException(
                        Reason.SETTINGS, "translations need a start token (decoder_start_token_id): none is set"));
        if (source.length > translator.sourceContext()) {
            throw new GenerationException(
                    Reason.TOO_LONG,
                    "the source has " + source.length + " tokens, and the model takes " + translator.sourceContext()
                            + ": shorten it");
        }
        Admission.checkTokens("the source", source, translator.sourceVocabulary());
        return submit(Admission.of(
                decoder,
                Optional.empty(),
                source.clone(),
                new int[] {start},
                settings,
                translator.bytesPerSourceToken()));
    }

    /**
     * Reads the beginning of prompts once, for all that share it. Its owner closes it.
     *
     * @throws GenerationException when it is refused
     */
    public Prefix prefix(int[] tokens) {
        LanguageModel model = languageModel();
        if (tokens.length == 0 || tokens.length >= decoder.context()) {
            throw new GenerationException(
                    tokens.length == 0 ? Reason.EMPTY : Reason.TOO_LONG,
                    "a prefix of " + tokens.length + " tokens; give 1 to " + (decoder.context() - 1));
        }
        Admission.checkTokens("the prefix", tokens, decoder.vocabulary());
        return locked(() -> {
            checkOpen();
            Sequence sequence = model.begin();
            DecoderBatch read = new DecoderBatch();
            for (int from = 0; from < tokens.length; from += limits.tokensOfPrompts()) {
                read.clear();
                read.add(sequence, tokens, from, Math.min(limits.tokensOfPrompts(), tokens.length - from), Logits.NONE);
                decoder.extend(read);
            }
            return new Prefix(this, sequence, tokens.clone());
        });
    }

    /** Cancels all texts. The decoder stays open. */
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            List<Conversation> all = new ArrayList<>(waiting);
            all.addAll(running);
            all.forEach(Conversation::cancel);
            settle();
            return null;
        });
    }

    private Conversation submit(Admission admission) {
        if (admission.bytes() > limits.mostBytes()) {
            throw new GenerationException(
                    Reason.MEMORY,
                    "keys and values of this text may need " + admission.bytes() + " bytes, and all texts together may"
                            + " have " + limits.mostBytes() + ": shorten the prompt, ask for fewer new tokens or beams,"
                            + " or raise the limit (Limits.withMostBytes)");
        }
        return locked(() -> {
            checkOpen();
            Conversation conversation = new Conversation(this, admission);
            if (limits.whenFull() == Limits.WhenFull.REFUSE) {
                settle();
                if (!waiting.isEmpty() || !hasRoom(admission)) {
                    throw new GenerationException(
                            Reason.BUSY,
                            running.size() + " texts are under way, and there is no room for one more: try again later,"
                                    + " or let it wait (Limits.WhenFull.WAIT)");
                }
                bytes += admission.bytes();
                running.add(conversation);
                return conversation;
            }
            waiting.add(conversation);
            return conversation;
        });
    }

    /** Runs steps until {@code done}, then answers. */
    <T> T drive(BooleanSupplier done, Supplier<T> answer) {
        return locked(() -> {
            while (!done.getAsBoolean()) {
                step();
            }
            return answer.get();
        });
    }

    /** Lets go of a conversation that its owner has closed. */
    void forget(Conversation conversation) {
        locked(() -> {
            if (!conversation.isOver()) {
                settle();
            }
            return null;
        });
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the scheduler is closed");
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** One step of all texts that run. */
    private void step() {
        settle();
        admit();
        begin();
        addAll();
        if (inStep.isEmpty()) {
            return;
        }
        try {
            decoder.extend(batch);
        } catch (OutOfMemoryError none) {
            drop(
                    inStep.getLast(),
                    new GenerationException(
                            Reason.MEMORY,
                            "there is no memory for this text beside the others: lower the limit of texts or bytes, or"
                                    + " give the JVM more",
                            none));
            return;
        }
        for (Conversation conversation : inStep) {
            try {
                conversation.decoding().take(batch);
            } catch (RuntimeException stuck) { // no token is left, or the caller's hook has failed: others go on
                drop(conversation, stuck);
            }
        }
        settle();
    }

    /** Takes what has come and lets those go that are over or are to end. */
    private void settle() {
        for (Iterator<Conversation> each = waiting.iterator(); each.hasNext(); ) {
            Conversation conversation = each.next();
            if (conversation.why().isPresent()) {
                conversation.endUnbegun(conversation.why().get());
                each.remove();
            }
        }
        for (Iterator<Conversation> each = running.iterator(); each.hasNext(); ) {
            Conversation conversation = each.next();
            if (conversation.decoding() == null) {
                if (conversation.why().isPresent()) {
                    conversation.endUnbegun(conversation.why().get());
                }
            } else {
                conversation.update();
            }
            if (conversation.isOver()) {
                bytes -= conversation.admission().bytes();
                each.remove();
            }
        }
    }

    private boolean hasRoom(Admission admission) {
        return running.size() < limits.mostTexts() && bytes <= limits.mostBytes() - admission.bytes();
    }

    private void admit() {
        while (!waiting.isEmpty() && hasRoom(waiting.peek().admission())) {
            Conversation next = waiting.remove();
            bytes += next.admission().bytes();
            running.add(next);
        }
    }

    /** Gives a sequence to each text that has none; all sources are encoded together. */
    private void begin() {
        boolean all = true;
        for (int i = 0; i < running.size(); i++) {
            all &= running.get(i).decoding() != null;
        }
        if (all) {
            return; // as in nearly every step
        }
        List<Conversation> unbegun =
                running.stream().filter(c -> c.decoding() == null).toList();
        List<Sequence> sequences = decoder instanceof Translator translator
                ? translator.begin(
                        unbegun.stream().map(c -> c.admission().source()).toList())
                : unbegun.stream()
                        .map(c -> c.admission().prefix().orElseGet(() -> ((LanguageModel) decoder).begin()))
                        .toList();
        for (int i = 0; i < unbegun.size(); i++) {
            unbegun.get(i).begin(decoding(sequences.get(i), unbegun.get(i).admission()));
        }
    }

    private Decoding decoding(Sequence sequence, Admission admission) {
        TokenHistory tokens = new TokenHistory(admission.given());
        Settings settings = admission.settings();
        return settings.strategy() instanceof Strategy.Beams beams
                ? new BeamDecoding(sequence, tokens, settings, beams, admission.room(), decoder.vocabulary(), tokenizer)
                : new SingleDecoding(
                        sequence,
                        tokens,
                        settings,
                        admission.room(),
                        decoder.vocabulary(),
                        tokenizer,
                        guesses(settings));
    }

    private Optional<Guesses> guesses(Settings settings) {
        return settings.guesses() == 0
                ? Optional.empty()
                : Optional.of(draft.<Guesses>map(DraftGuesses::new).orElseGet(NgramGuesses::new));
    }

    /** Fills the batch: every running text, and of prompts that are still read as many tokens as a step may have. */
    private void addAll() {
        batch.clear();
        inStep.clear();
        int left = limits.tokensOfPrompts();
        for (Conversation conversation : running) {
            Decoding decoding = conversation.decoding();
            int tokens = decoding.waiting();
            if (tokens == 1) {
                decoding.addTo(batch, 1);
            } else if (left > 0) {
                decoding.addTo(batch, left);
                left -= Math.min(left, tokens);
            } else {
                continue;
            }
            inStep.add(conversation);
        }
    }

    private void drop(Conversation conversation, RuntimeException why) {
        conversation.fail(why);
        bytes -= conversation.admission().bytes();
        running.remove(conversation);
    }

    private LanguageModel languageModel() {
        if (decoder instanceof LanguageModel model) {
            return model;
        }
        throw new GenerationException(Reason.SETTINGS, "the model translates: give a source (submitSource)");
    }

    private Translator translator() {
        if (decoder instanceof Translator translator) {
            return translator;
        }
        throw new GenerationException(Reason.SETTINGS, "the model reads no source: give a prompt (submit)");
    }
}
