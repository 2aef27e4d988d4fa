package dev.attar.runtime.weights;

import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the JSON of a safetensors header, token by token, straight from the mapped file. Strict: RFC 8259 and UTF-8 to the
 * letter, and no more of JSON than the format uses (objects, arrays, strings, integers from 0). The caller asks for what
 * must come next, so nesting is as deep as the caller's code and no deeper.
 */
public final class HeaderReader {
    static final String HINT = "the file is damaged or not a safetensors file; download it or write it again";

    private final String source;
    private final ByteBuffer header; // not the segment: a buffer is fast from a process's first read on
    private final long start;
    private final long end;
    private long at;

    /** Reads bytes {@code start} to {@code end - 1} of the file, fewer than 2^31. */
    HeaderReader(String source, MemorySegment file, long start, long end) {
        this.source = source;
        this.header = file.asSlice(start, end - start).asByteBuffer();
        this.start = start;
        this.at = start;
        this.end = end;
    }

    /** The byte of the file that is read next. */
    long at() {
        return at;
    }

    /** Whether {@code c} is the very next byte. */
    boolean isAt(char c) {
        return at < end && peek() == c;
    }

    /** Whether {@code c} comes next after white space; it is then read. */
    boolean accept(char c) {
        skipSpace();
        if (isAt(c)) {
            at++;
            return true;
        }
        return false;
    }

    /** Reads {@code c}, which must come next after white space. */
    void expect(char c) {
        if (!accept(c)) {
            throw unexpected("'" + c + "'");
        }
    }

    /** Reads an integer from 0 to the largest long. */
    long integer() {
        skipSpace();
        long first = at;
        long value = 0;
        for (; at < end && isDigit(peek()); at++) {
            int digit = peek() - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw fault("an integer above " + Long.MAX_VALUE, "a smaller one", first);
            }
            value = value * 10 + digit;
        }
        if (at == first) {
            throw unexpected("an integer, 0 or more");
        }
        if (at - first > 1 && byteAt(first) == '0') {
            throw fault("an integer with a leading 0", "JSON", first);
        }
        return value;
    }

    /** Reads a string. */
    String string() {
        skipSpace();
        if (at == end || peek() != '"') {
            throw unexpected("a string");
        }
        long open = at++;
        StringBuilder text = new StringBuilder();
        long run = at;
        while (at < end) {
            int c = peek();
            if (c == '"') {
                decode(run, at++, text);
                return text.toString();
            } else if (c == '\\') {
                decode(run, at++, text);
                escape(text);
                run = at;
            } else if (c < 0x20) {
                throw fault(shown(c) + " inside a string", "control characters escaped", at);
            } else {
                at++;
            }
        }
        throw fault("a string without an end", "a closing quote", open);
    }

    /** Reads the padding; nothing but blanks may follow the header's object. */
    void padding() {
        for (; at < end; at++) {
            if (peek() != ' ') {
                throw unexpected("only blanks after the header's closing brace");
            }
        }
    }

    /** The refusal of this header, because of what is at byte {@code offset} of the file. */
    WeightsException fault(String found, String expected, long offset) {
        return new WeightsException(source, List.of(new Problem(Kind.HEADER, "", found, expected, offset)), HINT);
    }

    private WeightsException unexpected(String expected) {
        return fault(at < end ? shown(peek()) : "the end of the header", expected, at);
    }

    private int peek() {
        return byteAt(at);
    }

    private int byteAt(long place) {
        return header.get((int) (place - start)) & 0xff;
    }

    private void skipSpace() {
        while (at < end && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) {
            at++;
        }
    }

    /** Reads what follows a backslash. A surrogate must come with its other half. */
    private void escape(StringBuilder text) {
        long backslash = at - 1;
        char c = at < end ? (char) peek() : 0;
        at++;
        switch (c) {
            case '"', '\\', '/' -> text.append(c);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                char first = hex(backslash);
                text.append(first);
                if (Character.isHighSurrogate(first)) {
                    boolean escaped = end - at >= 2 && peek() == '\\' && byteAt(at + 1) == 'u';
                    at += escaped ? 2 : 0;
                    char second = escaped ? hex(backslash) : 0;
                    if (!Character.isLowSurrogate(second)) {
                        throw fault("half a surrogate pair", "both halves", backslash);
                    }
                    text.append(second);
                } else if (Character.isLowSurrogate(first)) {
                    throw fault("half a surrogate pair", "both halves", backslash);
                }
            }
            default -> throw fault("a backslash before " + shown(c), "a JSON escape", backslash);
        }
    }

    private char hex(long backslash) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw fault("an incomplete \\u escape", "four hexadecimal digits", backslash);
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private void decode(long from, long to, StringBuilder text) {
        if (from == to) {
            return;
        }
        ByteBuffer bytes = header.slice((int) (from - start), (int) (to - from));
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
        try {
            text.append(decoder.decode(bytes));
        } catch (CharacterCodingException _) {
            throw fault("bytes that are not UTF-8", "UTF-8", from + bytes.position());
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String shown(int c) {
        return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c);
    }
}
