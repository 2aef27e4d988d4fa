package dev.attar.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The requests of a file, one a line, read as they are taken: a file of any length needs the memory of a line. A line that is refused is
 * behind when {@link #next} has thrown, so the others can still be taken.
 */
final class InputFile implements Iterator<Request> {
    /** The longest line, in bytes: far more than any model's context. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final int END = -1;

    private final String name;
    private final InputStream in;
    private final boolean pairs;
    private int next; // the first byte of the next line, or END
    private int number;

    private InputFile(String name, InputStream in, boolean pairs) {
        this.name = name;
        this.in = in;
        this.pairs = pairs;
    }

    /** Of single texts and ids; pairs are refused. */
    static InputFile open(Path file) {
        return open(file, false);
    }

    /** @param pairs whether a line may hold a pair of texts */
    static InputFile open(Path file, boolean pairs) {
        boolean standard = file.equals(STANDARD_INPUT);
        String name = standard ? "standard input" : file.toString();
        try {
            return read(name, standard ? System.in : Files.newInputStream(file), pairs);
        } catch (NoSuchFileException e) {
            throw new Refusal(name + ": there is no such file", "check the path");
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static InputFile read(String name, InputStream bytes, boolean pairs) {
        InputFile file = new InputFile(name, new BufferedInputStream(bytes), pairs);
        file.advance();
        return file;
    }

    @Override
    public boolean hasNext() {
        return next != END;
    }

    @Override
    public Request next() {
        if (next == END) {
            throw new NoSuchElementException();
        }
        number++;
        String place = name + ":" + number;
        String line = text(place, readLine(place));
        if (number == 1 && line.startsWith("\uFEFF")) {
            line = line.substring(1);
        }
        if (line.isBlank()) {
            throw new Refusal(
                    place + ": this line is empty", "remove it; to encode the empty text write {\"text\":\"\"}");
        }
        return line.startsWith("{") ? JsonRequest.parse(place, line, pairs) : new Request.OfText(place, line);
    }

    private static String text(String place, byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(place + ": not UTF-8", "save the file as UTF-8");
        }
    }

    /** The line at hand without its end (LF, CR LF or CR). */
    private byte[] readLine(String place) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (next != END && next != '\n' && next != '\r') {
            tooLong |= line.size() == LONGEST_LINE;
            if (!tooLong) {
                line.write(next);
            }
            advance();
        }
        boolean carriageReturn = next == '\r';
        advance();
        if (carriageReturn && next == '\n') {
            advance();
        }
        if (tooLong) {
            throw new Refusal(
                    place + ": a line of more than " + LONGEST_LINE + " bytes", "put each text on a line of its own");
        }
        return line.toByteArray();
    }

    private void advance() {
        if (next == END) {
            return;
        }
        try {
            next = in.read();
            if (next == END) {
                in.close();
            }
        } catch (IOException e) {
            next = END;
            throw unreadable(name, e);
        }
    }

    private static Refusal unreadable(String name, IOException e) {
        return new Refusal(name + ": cannot be read: " + e.getMessage(), "look at the path and the permissions");
    }
}
