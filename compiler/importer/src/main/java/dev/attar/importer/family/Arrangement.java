package dev.attar.importer.family;

import dev.attar.importer.tensor.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a parameter lies in the tensor that holds it.
 *
 * @param transposed a matrix is stored as (inputs, outputs)
 * @param part which of several parameters side by side this is, counted from 0
 * @param of how many there are; 1: it is alone
 * @param ofHeads they are side by side within each head, and not one after another
 * @param overLayer its numbers are divided by the layer's number, counted from 1
 * @param orZero where it is not stored, it is 0
 * @param oneRow a vector is stored as a matrix of one row
 * @param inside a parameter of a head is stored among those of the layers, behind their prefix
 * @param when what a model must have for it to be stored so; empty: anything
 */
record Arrangement(
        boolean transposed,
        int part,
        int of,
        boolean ofHeads,
        boolean overLayer,
        boolean orZero,
        boolean oneRow,
        boolean inside,
        String when) {
    private static final Pattern WHEN = Pattern.compile("when (plain|gated|mlm|classify|tokens|discriminator|span)");
    private static final Pattern PART = Pattern.compile("part (\\d)/(\\d)( of heads)?");
    private static final Pattern WHOLE = Pattern.compile(
            "(transposed|part \\d/\\d( of heads)?|over layer|or zero|one row|inside|" + WHEN + "|[ ,])*");

    /** @param words as in a table of names: {@code transposed, part 2/3} */
    static Arrangement parse(String words) {
        if (!WHOLE.matcher(words).matches()) {
            throw new IllegalArgumentException("no arrangement of tensors: " + words);
        }
        Matcher part = PART.matcher(words);
        boolean several = part.find();
        Matcher when = WHEN.matcher(words);
        return new Arrangement(
                words.contains("transposed"),
                several ? Integer.parseInt(part.group(1)) - 1 : 0,
                several ? Integer.parseInt(part.group(2)) : 1,
                several && part.group(3) != null,
                words.contains("over layer"),
                words.contains("or zero"),
                words.contains("one row"),
                words.contains("inside"),
                when.find() ? when.group(1) : "");
    }

    /** The shape of the tensor that holds a parameter of this shape. */
    List<Long> stored(List<Long> parameter) {
        List<Long> shape = new ArrayList<>(parameter);
        shape.set(0, shape.getFirst() * of);
        return transposed && shape.size() == 2 ? shape.reversed() : shape;
    }

    /** The parameter in the tensor that holds it, which has the shape that {@link #stored} says. */
    TensorView of(TensorView stored, int heads) {
        TensorView rows = transposed && stored.rank() == 2 ? stored.transpose(List.of(1, 0)) : stored;
        long each = rows.shape().getFirst() / of;
        if (of == 1) {
            return rows;
        }
        if (!ofHeads) {
            return rows.slice(0, part * each, (part + 1) * each);
        }
        List<Long> split = new ArrayList<>(List.of((long) heads, (long) of, each / heads));
        split.addAll(rows.shape().subList(1, rows.rank()));
        return rows.reshape(split).orElseThrow().slice(1, part, part + 1L);
    }
}
