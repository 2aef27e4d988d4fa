package dev.attar.compiler.family;

import dev.attar.compiler.reference.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a family's tensors are called, line by line: the canonical name, the foreign one, and what is done to it. A {@code *} is the
 * layer's number in both. {@code transposed}; {@code part 2/3}: so much of the rows; {@code part 2/3 of heads}: so much of the rows
 * of each head; {@code over layer}: divided by the layer's number, counted from 1. {@code prefix p}: foreign names may begin so.
 * The tables are those of the importer; its other lines are about what a file may hold besides.
 */
final class NameTable {
    private static final Pattern PART = Pattern.compile("part (\\d)/(\\d)( of heads)?");
    private final List<String> prefixes = new ArrayList<>(List.of(""));
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();

    private record Line(Pattern canonical, String foreign, String how) {}

    NameTable(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] words = line.strip().split("\\s+", 3);
            if (words[0].equals("prefix")) prefixes.add(words[1]);
            else if (!Set.of("same", "sines", "other", "unused").contains(words[0]))
                lines.add(new Line(
                        Pattern.compile(words[0].replace(".", "\\.").replace("*", "(\\d+)")),
                        words[1],
                        words.length > 2 ? words[2].strip() : ""));
        }
    }

    /** @param heads for parts of heads */
    Parameters parameters(Tensors tensors, int heads) {
        return name -> {
            for (Line line : lines) {
                Matcher match = line.canonical().matcher(name);
                if (!match.matches()) continue;
                int layer = match.groupCount() == 0 ? 0 : Integer.parseInt(match.group(1));
                Optional<Tensors.Matrix> found = find(tensors, line.foreign().replace("*", "" + layer));
                if (found.isPresent())
                    return apply(line.how(), found.get(), heads, layer).values();
            }
            return null;
        };
    }

    /** What of the file was never asked for. */
    Set<String> unused(Tensors tensors) {
        Set<String> unused = new TreeSet<>(tensors.names());
        unused.removeAll(used);
        return unused;
    }

    private Optional<Tensors.Matrix> find(Tensors tensors, String foreign) {
        for (String prefix : prefixes) {
            Optional<Tensors.Matrix> found = tensors.get(prefix + foreign);
            if (found.isPresent()) {
                used.add(prefix + foreign);
                return found;
            }
        }
        return Optional.empty();
    }

    private static Tensors.Matrix apply(String how, Tensors.Matrix in, int heads, int layer) {
        Tensors.Matrix matrix = how.contains("transposed") ? in.transposed() : in;
        Matcher part = PART.matcher(how);
        if (part.find()) {
            int which = Integer.parseInt(part.group(1)) - 1;
            int of = Integer.parseInt(part.group(2));
            matrix = part.group(3) == null ? part(matrix, which, of) : partOfHeads(matrix, which, of, heads);
        }
        return how.contains("over layer") ? matrix.over(layer + 1) : matrix;
    }

    private static Tensors.Matrix part(Tensors.Matrix in, int which, int of) {
        int rows = in.rows() / of;
        return in.rows(which * rows, rows);
    }

    private static Tensors.Matrix partOfHeads(Tensors.Matrix in, int which, int of, int heads) {
        int perHead = in.rows() / heads;
        double[] values = new double[in.values().length / of];
        for (int h = 0; h < heads; h++) {
            double[] part = part(in.rows(h * perHead, perHead), which, of).values();
            System.arraycopy(part, 0, values, h * part.length, part.length);
        }
        return new Tensors.Matrix(in.rows() / of, in.columns(), values);
    }
}
