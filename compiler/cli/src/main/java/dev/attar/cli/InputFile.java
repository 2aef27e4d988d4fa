package dev.attar.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The requests of a file, one a line, read as they are taken: a file of any length needs the memory of a line. */
final class InputFile implements Iterator<Request> {
    /** The longest line, in chars: far more than any model's context. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private static final Path STANDARD_INPUT = Path.of("-");

    private final String name;
    private final Reader reader;
    private int number;
    private String line;
    private boolean returnRead;

    private InputFile(String name, Reader reader) {
        this.name = name;
        this.reader = reader;
    }

    static InputFile open(Path file) {
        boolean standard = file.equals(STANDARD_INPUT);
        String name = standard ? "standard input" : file.toString();
        try {
            InputStream in = standard ? System.in : Files.newInputStream(file);
            // A decoder, not a charset: the reader then reports what is not UTF-8 instead of replacing it.
            return read(name, new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        } catch (NoSuchFileException e) {
            throw new Refusal(name + ": there is no such file", "check the path");
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static InputFile read(String name, Reader characters) {
        InputFile file = new InputFile(name, new BufferedReader(characters));
        file.advance();
        if (file.line != null && file.line.startsWith("\uFEFF")) {
            file.line = file.line.substring(1);
        }
        return file;
    }

    @Override
    public boolean hasNext() {
        return line != null;
    }

    @Override
    public Request next() {
        if (line == null) {
            throw new NoSuchElementException();
        }
        String place = name + ":" + number;
        String current = line;
        advance();
        if (current.isBlank()) {
            throw new Refusal(
                    place + ": this line is empty", "remove it; to encode the empty text write {\"text\":\"\"}");
        }
        return current.startsWith("{") ? JsonRequest.parse(place, current) : new Request.OfText(place, current);
    }

    private void advance() {
        try {
            line = readLine();
            number++;
            if (line == null) {
                reader.close();
            }
        } catch (CharacterCodingException e) {
            throw new Refusal(
                    name + ": not UTF-8, in line " + (number + 1) + " or soon after it", "save the file as UTF-8");
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The next line without its end (LF, CR LF or CR); null at the end of the file. */
    private String readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = reader.read();
        if (returnRead && c == '\n') {
            c = reader.read();
        }
        returnRead = false;
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n' && c != '\r') {
            if (text.length() == LONGEST_LINE) {
                throw new Refusal(
                        name + ":" + (number + 1) + ": a line of more than " + LONGEST_LINE + " characters",
                        "put each text on a line of its own");
            }
            text.append((char) c);
            c = reader.read();
        }
        returnRead = c == '\r';
        return text.toString();
    }

    private static Refusal unreadable(String name, IOException e) {
        return new Refusal(name + ": cannot be read: " + e.getMessage(), "look at the path and the permissions");
    }
}
