package dev.attar.importer.checkpoint;

import dev.attar.importer.checkpoint.Pickled.Dictionary;
import dev.attar.importer.checkpoint.Pickled.Global;
import dev.attar.importer.checkpoint.Pickled.Other;
import dev.attar.importer.checkpoint.Pickled.Sequence;
import dev.attar.importer.checkpoint.Pickled.Text;
import dev.attar.importer.checkpoint.Pickled.Tuple;
import dev.attar.importer.checkpoint.Pickled.Whole;
import dev.attar.importer.source.ImportException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads the pickle of a state dictionary. A pickle is a program for a stack machine that may call anything; this machine has the
 * instructions for plain values, and of calls only those that {@link TorchCalls} lists, none of which runs code. Everything else is
 * refused by name.
 *
 * <p>Source: python/cpython, Lib/pickletools.py.
 */
final class PickleReader {
    private static final int MOST_VALUES = 4_000_000;

    private final String where;
    private final ByteBuffer in;
    private final List<Pickled> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Pickled> memo = new HashMap<>();
    private int values;

    private PickleReader(String where, byte[] pickle) {
        this.where = where;
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param where for messages
     * @throws ImportException when the pickle is damaged, or does something else than tensors need
     */
    static Pickled read(String where, byte[] pickle) {
        PickleReader reader = new PickleReader(where, pickle);
        try {
            return reader.run();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NoSuchElementException e) {
            throw new ImportException(where + " is damaged or truncated, at byte " + reader.in.position(), e);
        }
    }

    private Pickled run() {
        while (true) {
            int at = in.position();
            int code = Byte.toUnsignedInt(in.get());
            switch (code) {
                case 0x80 -> protocol(in.get());
                case 0x95 -> in.getLong(); // a frame: how the bytes are grouped
                case '(' -> marks.push(stack.size());
                case '.' -> {
                    return pop();
                }
                case '}' -> push(new Dictionary());
                case ']' -> push(new Sequence(new ArrayList<>()));
                case ')' -> push(new Tuple(List.of()));
                case 'N' -> push(Other.NONE);
                case 0x88 -> push(Other.TRUE);
                case 0x89 -> push(Other.FALSE);
                case 'G' -> {
                    in.getDouble();
                    push(Other.NUMBER);
                }
                case 'J' -> push(new Whole(in.getInt()));
                case 'K' -> push(new Whole(Byte.toUnsignedInt(in.get())));
                case 'M' -> push(new Whole(Short.toUnsignedInt(in.getShort())));
                case 0x8a -> push(longNumber(Byte.toUnsignedInt(in.get()), at));
                case 'X' -> push(new Text(text(in.getInt())));
                case 0x8c -> push(new Text(text(Byte.toUnsignedInt(in.get()))));
                case 'c' -> push(new Global(line(), line()));
                case 0x93 -> {
                    Pickled name = pop();
                    push(new Global(text(pop(), at), text(name, at)));
                }
                case 't' -> push(new Tuple(sinceMark()));
                case 0x85 -> push(new Tuple(popped(1)));
                case 0x86 -> push(new Tuple(popped(2)));
                case 0x87 -> push(new Tuple(popped(3)));
                case 'q' -> memo.put(Byte.toUnsignedInt(in.get()), top());
                case 'r' -> memo.put(in.getInt(), top());
                case 0x94 -> memo.put(memo.size(), top());
                case 'h' -> push(remembered(Byte.toUnsignedInt(in.get()), at));
                case 'j' -> push(remembered(in.getInt(), at));
                case 'a' -> append(popped(1), at);
                case 'e' -> append(sinceMark(), at);
                case 's' -> put(popped(2), at);
                case 'u' -> put(sinceMark(), at);
                case 'Q' -> push(TorchCalls.storage(where, pop()));
                case 'R' -> {
                    Pickled arguments = pop();
                    push(TorchCalls.call(where, pop(), arguments));
                }
                case 'b' -> build();
                default -> throw refused(at, "instruction " + instruction(code));
            }
        }
    }

    private void protocol(byte version) {
        if (version < 2 || version > 5) {
            throw new ImportException(where + " is a pickle of protocol " + version + "; 2 to 5 are read");
        }
    }

    private static String instruction(int code) {
        return code > ' ' && code < 0x7f ? "'" + (char) code + "'" : String.format("0x%02X", code);
    }

    private ImportException refused(int at, String what) {
        return new ImportException(where + ": the pickle has " + what + " at byte " + at
                + ", which tensors do not need; nothing of it was executed. Save the weights alone:"
                + " model.save_pretrained(folder)");
    }

    private void push(Pickled value) {
        if (++values > MOST_VALUES) {
            throw new ImportException(where + " has more than " + MOST_VALUES + " values; this is no state dictionary");
        }
        stack.add(value);
    }

    private Pickled pop() {
        return stack.removeLast();
    }

    private Pickled top() {
        return stack.get(stack.size() - 1);
    }

    private List<Pickled> popped(int count) {
        List<Pickled> tail = stack.subList(stack.size() - count, stack.size());
        List<Pickled> items = List.copyOf(tail);
        tail.clear();
        return items;
    }

    private List<Pickled> sinceMark() {
        if (marks.isEmpty() || marks.peek() > stack.size()) {
            throw new IndexOutOfBoundsException("no mark");
        }
        return popped(stack.size() - marks.pop());
    }

    private Pickled remembered(int index, int at) {
        Pickled value = memo.get(index);
        if (value == null) {
            throw refused(at, "a reference to something it never made");
        }
        return value;
    }

    private Pickled longNumber(int length, int at) {
        if (length > 8) {
            throw refused(at, "a number of " + length + " bytes");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= Byte.toUnsignedLong(in.get()) << (8 * i);
        }
        int unused = 64 - 8 * length;
        return new Whole(length == 0 ? 0 : value << unused >> unused);
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IndexOutOfBoundsException("text");
        }
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private String text(Pickled value, int at) {
        if (value instanceof Text(String text)) {
            return text;
        }
        throw refused(at, "a name that is no text");
    }

    private String line() {
        int begin = in.position();
        while (in.get() != '\n') {}
        return new String(in.array(), begin, in.position() - 1 - begin, StandardCharsets.UTF_8);
    }

    private void append(List<Pickled> items, int at) {
        if (!(top() instanceof Sequence(List<Pickled> list))) {
            throw refused(at, "an append to something that is no list");
        }
        list.addAll(items);
    }

    private void put(List<Pickled> pairs, int at) {
        if (!(top() instanceof Dictionary dictionary) || pairs.size() % 2 != 0) {
            throw refused(at, "an entry of something that is no dictionary");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            switch (pairs.get(i)) {
                case Text(String key) -> dictionary.entries().put(key, pairs.get(i + 1));
                case Whole(long key) -> dictionary.entries().put(Long.toString(key), pairs.get(i + 1));
                default -> throw refused(at, "a dictionary whose keys are no texts");
            }
        }
    }

    /** Attributes of a state dictionary: versions of its modules, which are no weights. */
    private void build() {
        Pickled state = pop();
        boolean known = top() instanceof Dictionary && (state instanceof Dictionary || state == Other.NONE);
        if (!known) {
            throw refused(in.position() - 1, "an object with a state of its own");
        }
    }
}
