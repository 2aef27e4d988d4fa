package dev.attar.compiler.source;

import dev.attar.runtime.files.RegularFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The text of a spec, with the name to call it by. Lines end with LF: CR LF and CR are read as LF and a byte order mark is
 * left out, so that one spec is one text, with one hash, on every system.
 */
public final class Source {
    /** A spec of a thousand settings has 20 KB; what is larger is some other file. */
    public static final int MAX_BYTES = 64 * 1024;

    private final String name;
    private final String text;
    private final int[] codePoints;
    private final int[] lineStarts;

    private Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.codePoints = text.codePoints().toArray();
        this.lineStarts = lineStarts(codePoints);
    }

    /** @throws Refused when the file cannot be read (E0101), is too large (E0102) or is not UTF-8 (E0103) */
    public static Source of(Path file) {
        String name = File.separatorChar == '\\' ? file.toString().replace('\\', '/') : file.toString();
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw unreadable(name, "this is a directory", "name the .attar file in it");
        }
        // What a diagnostic quotes shall be a spec, not whatever a link in a foreign project leads to.
        try (InputStream in = Channels.newInputStream(RegularFile.openInside(file, folder))) {
            return of(name, in.readNBytes(MAX_BYTES + 1));
        } catch (NoSuchFileException e) {
            throw unreadable(name, "there is no such file", "look at the path and the current directory");
        } catch (RegularFile.NotRegular e) {
            throw unreadable(name, "this is not a regular file", "write the spec to a file first");
        } catch (RegularFile.LinkOutside e) {
            throw unreadable(name, "this is a link to a file outside of its folder", "name that file itself");
        } catch (ClosedByInterruptException e) {
            throw unreadable(name, "the thread was interrupted while it read this file", "read it again");
        } catch (IOException | UncheckedIOException | SecurityException e) {
            throw unreadable(name, "the system refused to read this file", "look at its permissions");
        }
    }

    /** @throws Refused when there are too many bytes (E0102) or they are not UTF-8 (E0103) */
    public static Source of(String name, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Refused(
                    new Source(name, ""),
                    Diagnostic.of(
                                    Code.FILE_TOO_LARGE,
                                    Span.WHOLE_FILE,
                                    "a spec has at most " + MAX_BYTES + " bytes, this has more")
                            .hint("is this a spec? Weights and vocabularies live in files of their own"));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, chars, true);
        if (result.isError()) {
            Source readable = new Source(name, normalised(chars.flip().toString()));
            int end = readable.codePoints.length;
            String found = String.format("0x%02X", bytes[in.position()] & 0xff);
            throw new Refused(
                    readable,
                    Diagnostic.of(
                                    Code.NOT_UTF_8,
                                    new Span(end, end),
                                    "byte " + found + " at offset " + in.position() + " is not UTF-8")
                            .saying("up to here the file reads as UTF-8")
                            .hint("save the file as UTF-8"));
        }
        return new Source(name, normalised(chars.flip().toString()));
    }

    /** @throws Refused when the text has more than {@link #MAX_BYTES} bytes in UTF-8 (E0102) */
    public static Source of(String name, String text) {
        if (text.length() > MAX_BYTES) {
            return of(name, new byte[MAX_BYTES + 1]);
        }
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The name to call it by: the path as it was given. */
    public String name() {
        return name;
    }

    /** The last part of the name, which does not depend on where the file lies. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The text, its lines ending with LF. */
    public String text() {
        return text;
    }

    /** SHA-256 of {@link #text()} in UTF-8, 64 hexadecimal digits. */
    public String hash() {
        return ContentHash.of(text);
    }

    /** What stands at {@code at}. */
    public String text(Span at) {
        return at.isWholeFile() ? text : new String(codePoints, at.start(), at.end() - at.start());
    }

    /** The line, from 1, that holds the code point at {@code offset}. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column, from 1, of the code point at {@code offset}: its distance in code points from the line's first. */
    public int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /** Where line {@code line}, from 1, begins and ends, without its LF. */
    Span lineSpan(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : codePoints.length;
        return new Span(start, end);
    }

    /** The code points of a line, without its LF. */
    int[] line(Span line) {
        return Arrays.copyOfRange(codePoints, line.start(), line.end());
    }

    /** One past the last code point. */
    public int length() {
        return codePoints.length;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Refused unreadable(String name, String message, String hint) {
        return new Refused(
                new Source(name, ""),
                Diagnostic.of(Code.UNREADABLE_FILE, Span.WHOLE_FILE, message).hint(hint));
    }

    private static String normalised(String text) {
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return withoutMark.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static int[] lineStarts(int[] codePoints) {
        int[] starts = new int[codePoints.length + 1];
        int count = 1;
        for (int i = 0; i < codePoints.length; i++) {
            if (codePoints[i] == '\n') {
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
