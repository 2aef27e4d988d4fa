package dev.attar.cli;

import dev.attar.runtime.generate.Conversation;
import dev.attar.runtime.generate.Finish;
import dev.attar.runtime.generate.GeneratedToken;
import dev.attar.runtime.generate.Scheduler;
import dev.attar.runtime.generate.Settings;
import dev.attar.runtime.generate.TextPiece;
import dev.attar.runtime.text.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A conversation on standard input and output: each line is added to what there is, and the model continues. */
final class Dialogue {
    private final Scheduler scheduler;
    private final Tokenizer tokenizer;
    private final Settings settings;
    private final int context;
    private final PrintWriter out;
    private final PrintWriter err;
    private int[] tokens = {};

    Dialogue(
            Scheduler scheduler,
            Tokenizer tokenizer,
            Settings settings,
            int context,
            PrintWriter out,
            PrintWriter err) {
        this.scheduler = scheduler;
        this.tokenizer = tokenizer;
        this.settings = settings;
        this.context = context;
        this.out = out;
        this.err = err;
    }

    /** Answers until there are no more lines; gives the number of tokens that were generated. */
    long run() {
        long generated = 0;
        err.println("attar: type a line; an empty one begins anew, the end of input (Ctrl-D) ends");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = next(lines); line != null; line = next(lines)) {
                if (line.isBlank()) {
                    tokens = new int[0];
                    continue;
                }
                generated += answer(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return generated;
    }

    private String next(BufferedReader lines) throws IOException {
        err.print("> ");
        err.flush();
        return lines.readLine();
    }

    private int answer(String line) {
        int[] more = tokens.length == 0
                ? tokenizer.encode(line).ids()
                : tokenizer.encodePlain(line).ids();
        if (tokens.length + more.length >= context) {
            err.println("attar: the context of " + context + " tokens is full: beginning anew with this line");
            tokens = new int[0];
            more = tokenizer.encode(line).ids();
        }
        int[] given = joined(tokens, more);
        try (Conversation text = GenerateCommand.located("standard input", () -> scheduler.submit(given, settings))) {
            List<GeneratedToken> answer = print(text, out);
            tokens = joined(given, answer.stream().mapToInt(GeneratedToken::id).toArray());
            return answer.size();
        }
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Prints a text as it comes, and ends the line; gives its tokens. */
    static List<GeneratedToken> print(Conversation text, PrintWriter out) {
        List<GeneratedToken> tokens = new ArrayList<>();
        Optional<Finish> finish = Optional.empty();
        while (finish.isEmpty()) {
            TextPiece piece = text.next();
            out.print(piece.text());
            out.flush();
            tokens.addAll(piece.tokens());
            finish = piece.finish();
        }
        out.println();
        out.flush();
        return tokens;
    }
}
