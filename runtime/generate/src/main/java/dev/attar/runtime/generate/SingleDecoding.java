package dev.attar.runtime.generate;

import dev.attar.runtime.decode.DecoderBatch;
import dev.attar.runtime.decode.Logits;
import dev.attar.runtime.decode.Sequence;
import dev.attar.runtime.generate.scores.TokenHistory;
import dev.attar.runtime.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A text that is one sequence: greedy decoding and sampling, with or without guesses that are checked in one step. */
final class SingleDecoding extends Decoding {
    private static final int[] NONE = {};

    private final Sequence sequence;
    private final TokenHistory tokens;
    private final Settings settings;
    private final int mostNew;
    private final boolean contextLimits;
    private final int vocabulary;
    private final TokenChoice choice;
    private final Optional<Guesses> guesses;
    private final TextTail text;
    private final List<GeneratedToken> generated = new ArrayList<>();
    private double sum;
    private Optional<Finish> finish = Optional.empty();

    private int place; // in the batch of the step that is under way
    private int[] guessed = NONE;
    private boolean reads; // the step reads a part of the prompt and asks for no logits

    SingleDecoding(
            Sequence sequence,
            TokenHistory tokens,
            Settings settings,
            Room room,
            int vocabulary,
            Optional<Tokenizer> tokenizer,
            Optional<Guesses> guesses) {
        this.sequence = sequence;
        this.tokens = tokens;
        this.settings = settings;
        this.mostNew = room.mostNew();
        this.contextLimits = room.contextLimits();
        this.vocabulary = vocabulary;
        this.choice = new TokenChoice(settings, mostNew, vocabulary);
        this.guesses = guesses;
        this.text = new TextTail(tokenizer, settings.stopTexts());
    }

    @Override
    void addTo(DecoderBatch batch, int most) {
        guessed = NONE;
        if (waiting() == 1 && guesses.isEmpty()) {
            reads = false;
            place = batch.add(sequence, tokens.last());
            return;
        }
        int[] rest = tokens.from(sequence.length());
        reads = rest.length > most;
        if (reads) {
            place = batch.add(sequence, rest, 0, most, Logits.NONE);
            return;
        }
        int room = Math.min(settings.guesses(), mostNew - tokens.generated() - 1);
        if (guesses.isPresent() && room > 0) {
            guessed = guesses.get().after(tokens, room);
        }
        if (guessed.length == 0) {
            place = batch.add(sequence, rest, Logits.LAST);
            return;
        }
        int[] all = Arrays.copyOf(rest, rest.length + guessed.length);
        System.arraycopy(guessed, 0, all, rest.length, guessed.length);
        place = batch.add(sequence, all, Logits.ALL);
    }

    @Override
    void take(DecoderBatch batch) {
        if (reads) {
            return;
        }
        int length = sequence.length() - guessed.length; // the tokens that are certain
        int row = batch.row(place) + (guessed.length == 0 ? 0 : batch.length(place) - 1 - guessed.length);
        int right = 0;
        while (true) {
            GeneratedToken next = choice.next(tokens, batch.logits(), (row + right) * vocabulary);
            add(next);
            if (finish.isPresent() || right == guessed.length || next.id() != guessed[right]) {
                break;
            }
            right++;
        }
        if (right < guessed.length) {
            sequence.truncate(length + right);
        }
    }

    private void add(GeneratedToken token) {
        tokens.add(token.id());
        generated.add(token);
        sum += token.logProbability();
        boolean stopped = text.add(token);
        if (settings.endTokens().contains(token.id())) {
            end(Finish.END_TOKEN);
        } else if (stopped) {
            end(Finish.STOP_TEXT);
        } else if (tokens.generated() == mostNew) {
            end(contextLimits ? Finish.CONTEXT : Finish.LENGTH);
        }
    }

    @Override
    int waiting() {
        return tokens.length() - sequence.length();
    }

    @Override
    Optional<Finish> finish() {
        return finish;
    }

    @Override
    void end(Finish why) {
        if (finish.isEmpty()) {
            text.end(why);
            finish = Optional.of(why);
        }
    }

    @Override
    List<TextPiece> pieces() {
        return text.pieces();
    }

    @Override
    List<Generated> results() {
        double score = generated.isEmpty() ? 0 : sum / generated.size();
        return List.of(new Generated(text.text(), generated, score, finish.orElseThrow()));
    }

    @Override
    public void close() {
        sequence.close();
        guesses.ifPresent(Guesses::close);
    }
}
