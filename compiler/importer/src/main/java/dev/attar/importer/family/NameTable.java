package dev.attar.importer.family;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a family's tensors are called, line by line: the canonical name, the family's, and how the one lies in the other. A {@code *}
 * is the layer's number in both. Of several lines for a parameter the first whose tensor is stored counts. Other lines:
 *
 * <ul>
 *   <li>{@code prefix p}: what models with a head put before the names of their layers
 *   <li>{@code same a b}: tensor a, where it is stored, holds the same numbers as b
 *   <li>{@code sines a}: tensor a holds the sines and cosines of sinusoidal positions, which are computed
 *   <li>{@code other a}: tensor a is of a head that the family's files may have besides
 *   <li>{@code unused a}: tensor a takes no part in the result
 * </ul>
 */
final class NameTable {
    private final List<Line> lines = new ArrayList<>();
    private final List<Same> same = new ArrayList<>();
    private final List<String> sines = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<Pattern> unused = new ArrayList<>();
    private String prefix = "";

    /** One parameter, or one of each layer. */
    record Line(String canonical, String foreign, Arrangement arrangement, Pattern pattern) {
        /** What takes the place of {@code *} in the name of a parameter that the line is about; empty for a line without. */
        Optional<String> layer(String parameter) {
            Matcher matcher = pattern.matcher(parameter);
            return matcher.matches()
                    ? Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1))
                    : Optional.empty();
        }
    }

    /** Two tensors with the same numbers. */
    record Same(String one, String other) {}

    private NameTable() {}

    /** @param name of the table, without its ending */
    static NameTable read(String name) {
        try (InputStream in = NameTable.class.getResourceAsStream(name + ".names")) {
            NameTable table = new NameTable();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(table::add);
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String text) {
        if (text.isBlank() || text.startsWith("#")) {
            return;
        }
        String[] words = text.strip().split("\\s+", 3);
        switch (words[0]) {
            case "prefix" -> prefix = words[1];
            case "same" -> same.add(new Same(words[1], words[2]));
            case "sines" -> sines.add(words[1]);
            case "other" -> others.add(words[1]);
            case "unused" -> unused.add(pattern(words[1]));
            default ->
                lines.add(new Line(
                        words[0],
                        words[1],
                        Arrangement.parse(words.length > 2 ? words[2].strip() : ""),
                        pattern(words[0])));
        }
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(name.replace(".", "\\.").replace("*", "(\\d{1,9})"));
    }

    /** The lines about a parameter, in the table's order. */
    List<Line> lines(String parameter) {
        return lines.stream().filter(line -> line.layer(parameter).isPresent()).toList();
    }

    /**
     * The line that says where a parameter goes.
     *
     * @param has what the model has, in the words of the table
     */
    Line outward(String parameter, Set<String> has) {
        return lines(parameter).stream()
                .filter(line -> line.arrangement().when().isEmpty()
                        || has.contains(line.arrangement().when()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no name for " + parameter));
    }

    List<Line> lines() {
        return lines;
    }

    List<Same> same() {
        return same;
    }

    /** Whether a tensor is of a head, of the model's own or another. */
    boolean isOfHead(String name) {
        return others.contains(name)
                || lines.stream()
                        .anyMatch(line -> line.canonical().startsWith("head.")
                                && line.foreign().equals(name));
    }

    List<String> sines() {
        return sines;
    }

    String prefix() {
        return prefix;
    }

    /** Whether a tensor with this name takes no part in the result. */
    boolean isUnused(String name) {
        return unused.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** The tensor by which the family is known: the first layer's query, whatever it is joined with. */
    String anchor() {
        return lines.stream()
                .filter(line ->
                        line.canonical().matches("(encoder|decoder)\\.(\\*|shared)\\.attention\\.query\\.weight"))
                .map(line -> line.foreign().replace("*", "0"))
                .findFirst()
                .orElseThrow();
    }

    /** The layer that a tensor belongs to, by its name without prefix; empty where it belongs to none. */
    Optional<Integer> layerOf(String stack, String name) {
        return lines.stream()
                .filter(line ->
                        line.canonical().startsWith(stack) && line.foreign().contains("*"))
                .map(line -> line.foreign().substring(0, line.foreign().indexOf('*')))
                .distinct()
                .filter(name::startsWith)
                .map(start -> name.substring(start.length()).replaceFirst("\\..*", ""))
                .filter(number -> number.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .findFirst();
    }
}
