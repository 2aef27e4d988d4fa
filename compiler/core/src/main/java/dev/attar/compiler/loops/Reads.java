package dev.attar.compiler.loops;

import dev.attar.compiler.loops.Substitution.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a piece of a kernel mentions: integer names, float names, places in memory. */
public final class Reads {
    private final Set<String> indices = new LinkedHashSet<>();
    private final Set<String> locals = new LinkedHashSet<>();
    private final Set<Index.Array> arrays = new LinkedHashSet<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final List<Access> accesses = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final Set<String> windows = new LinkedHashSet<>();

    /** Elements of a buffer that lie side by side, the first at {@code from}, counted from where the buffer begins. */
    public record Span(Buffer buffer, Index from, int elements) {}

    private Reads() {}

    public static Reads of(Statement statement) {
        Reads reads = new Reads();
        reads.new Pass().statement(statement);
        return reads;
    }

    public static Reads of(Expr expr) {
        Reads reads = new Reads();
        reads.new Pass().expr(expr);
        return reads;
    }

    /** Integer names that it does not declare itself, in order of first mention. */
    public Set<String> freeIndices() {
        Set<String> free = new LinkedHashSet<>(indices);
        free.removeAll(declared);
        return free;
    }

    /** The batch's arrays of which it reads elements. */
    public Set<Index.Array> arrays() {
        return arrays;
    }

    /** Float names, declared or not. */
    public Set<String> locals() {
        return locals;
    }

    public List<Access> accesses() {
        return accesses;
    }

    /** What the loads read. */
    public List<Span> spans() {
        return spans;
    }

    /** The buffers, each once by name, in order of first mention; not the windows that it opens itself. */
    public List<Buffer> buffers() {
        Map<String, Buffer> found = new LinkedHashMap<>();
        for (Access access : accesses) found.putIfAbsent(access.buffer().name(), access.buffer());
        found.keySet().removeAll(windows);
        return List.copyOf(found.values());
    }

    /** Notes what it is handed, and returns it. */
    private final class Pass extends Rewriting {
        @Override
        public Index index(Index index) {
            indices.addAll(index.names());
            arrays.addAll(index.arrays());
            return index;
        }

        @Override
        public String local(String name) {
            locals.add(name);
            return name;
        }

        @Override
        public Access access(Buffer buffer, List<Index> at) {
            index(buffer.offset(at)); // not index by index: a stride that meets row 0 is not read
            Access access = new Access(buffer, at);
            accesses.add(access);
            return access;
        }

        @Override
        public Access load(Buffer buffer, List<Index> at, int elements) {
            spans.add(new Span(buffer, buffer.offset(at), elements));
            return access(buffer, at);
        }

        @Override
        public void whole(Buffer buffer) {
            accesses.add(new Access(buffer, List.of()));
        }

        @Override
        public void opens(Buffer window) {
            windows.add(window.name());
        }

        @Override
        public Routine routine(Routine routine) {
            indices.addAll(routine.indices());
            arrays.addAll(routine.arrays());
            routine.buffers().forEach(this::whole);
            return routine;
        }

        @Override
        public Rewriting declaring(String index) {
            declared.add(index);
            return this;
        }
    }
}
