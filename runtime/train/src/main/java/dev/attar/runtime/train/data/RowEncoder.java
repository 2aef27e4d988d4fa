package dev.attar.runtime.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.attar.runtime.text.EncodedText;
import dev.attar.runtime.text.Tokenizer;
import dev.attar.runtime.train.data.Example.Target;
import dev.attar.runtime.train.data.Task.Limits;
import dev.attar.runtime.training.Labels;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A row becomes an example of a task. */
final class RowEncoder {
    private final Task task;
    private final Inputs inputs;
    private final Inputs targets;
    private final RowLabels labels;
    private final Set<String> unused = new TreeSet<>();

    /** @param target the tokenizer of translations */
    RowEncoder(Task task, Optional<Tokenizer> tokenizer, Optional<Tokenizer> target, boolean truncate) {
        this.task = task;
        this.inputs = new Inputs(tokenizer, truncate);
        this.targets = new Inputs(target, truncate);
        this.labels = new RowLabels(task);
    }

    /** How many texts did not fit and were cut. */
    int cut() {
        return inputs.cut() + targets.cut();
    }

    /** Fields that no example is made of. */
    Set<String> unused() {
        return unused;
    }

    /** Empty: the row holds nothing, such as the mark between two documents. */
    Optional<Example> encode(Row row) {
        if (row.fields().path("words").isArray() && row.fields().get("words").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (task.kind()) {
                    case CLASS ->
                        sequence(row, () -> new Target.Classes(new int[] {labels.one(row, "label")}), "label");
                    case TOKEN_CLASSES -> tokenClasses(row);
                    case NEXT_TOKEN, MASKED -> sequence(row, Target.Tokens::new);
                    case LABELS -> sequence(row, () -> new Target.Numbers(hot(row)), "labels");
                    case NUMBERS -> numbers(row);
                    case SPAN -> span(row);
                    case PAIRS -> new Example.Pair(of(row, "anchor"), of(row, "positive"));
                    case TRANSLATION -> translation(row);
                });
    }

    // ---- one sequence ----

    private interface Read {
        Target target();
    }

    private Example sequence(Row row, Read read, String... names) {
        known(row, names);
        TokenIds input = checked(row, inputs.read(row, "text", "ids", Optional.of("pair"), task.input()));
        return new Example.Sequence(input, read.target());
    }

    private TokenIds checked(Row row, TokenIds input) {
        Inputs.check(row, "text", input.ids(), input.segments(), task.input());
        return input;
    }

    private float[] hot(Row row) {
        float[] hot = new float[task.width()];
        for (int label : labels.several(row, "labels")) {
            if (label == Labels.IGNORED) {
                Arrays.fill(hot, Labels.IGNORED);
                return hot;
            }
            hot[label] = 1;
        }
        return hot;
    }

    private Example numbers(Row row) {
        boolean one = row.fields().has("label");
        Example example = sequence(
                row, () -> new Target.Numbers(labels.numbers(row, one ? "label" : "labels")), "label", "labels");
        int wanted = task.width();
        if (example instanceof Example.Sequence(var _, Target.Numbers(float[] values)) && values.length != wanted) {
            throw row.refused(
                    values.length + " numbers for the " + wanted + " of the head",
                    wanted == 1 ? "give \"label\", one number" : "give \"labels\", an array of " + wanted);
        }
        return example;
    }

    // ---- classes of tokens ----

    private Example tokenClasses(Row row) {
        known(row, "labels", "words");
        int[] given = labels.several(row, "labels");
        if (row.fields().has("ids")) {
            TokenIds input = inputs.read(row, "text", "ids", Optional.empty(), task.input());
            if (given.length != input.length()) {
                throw row.refused(
                        given.length + " labels for " + input.length() + " tokens",
                        "give one for each token, " + Labels.IGNORED + " for special tokens");
            }
            return new Example.Sequence(input, new Target.Classes(given));
        }
        String[] words = words(row);
        if (given.length != words.length) {
            throw row.refused(given.length + " labels for " + words.length + " words", "give one for each word");
        }
        EncodedText encoded = inputs.encodeTexts(row, String.join(" ", words), Optional.empty());
        TokenIds input = checked(row, Inputs.tokens(encoded, task.input()));
        return new Example.Sequence(input, new Target.Classes(ofFirstTokens(encoded, words, given)));
    }

    private static String[] words(Row row) {
        JsonNode words = row.fields().get("words");
        if (words == null) {
            if (!row.fields().has("text")) {
                throw row.refused("no \"words\"", "give \"words\" and \"labels\", or \"ids\" and \"labels\"");
            }
            return Inputs.text(row, "text").strip().split("\\s+");
        }
        String[] all = new String[words.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = words.get(i).asText();
            if (all[i].isBlank()) {
                throw row.refused("word " + (i + 1) + " is empty", "leave it and its label out");
            }
        }
        return all;
    }

    /** The first token of each word has its label, and the others have none. */
    private static int[] ofFirstTokens(EncodedText encoded, String[] words, int[] given) {
        int[] ends = new int[words.length];
        for (int w = 0, at = 0; w < words.length; w++) {
            ends[w] = at + words[w].length();
            at = ends[w] + 1;
        }
        int[] labels = new int[encoded.length()];
        Arrays.fill(labels, Labels.IGNORED);
        int next = 0; // the first word that has had no token
        for (int t = 0; t < labels.length; t++) {
            if (encoded.isSpecial(t)) {
                continue;
            }
            int word = next;
            while (word < words.length && ends[word] < encoded.end(t)) {
                word++;
            }
            if (word >= next && word < words.length && encoded.end(t) > ends[word] - words[word].length()) {
                labels[t] = given[word];
                next = word + 1;
            }
        }
        return labels;
    }

    // ---- answers ----

    private Example span(Row row) {
        known(row, "start", "end");
        if (row.fields().has("ids")) {
            TokenIds input = inputs.read(row, "text", "ids", Optional.empty(), task.input());
            return new Example.Sequence(
                    input, new Target.Place(place(row, "start", input.length()), place(row, "end", input.length())));
        }
        boolean pair = row.fields().has("pair");
        EncodedText encoded = inputs.encode(row, "text", Optional.of("pair"));
        String text = Inputs.text(row, pair ? "pair" : "text");
        int characters = text.codePointCount(0, text.length());
        int start = place(row, "start", characters + 1);
        int end = place(row, "end", characters + 1);
        TokenIds input = checked(row, Inputs.tokens(encoded, task.input()));
        if (start < 0 || end < 0) {
            return new Example.Sequence(input, new Target.Place(Labels.IGNORED, Labels.IGNORED));
        }
        if (end <= start) {
            throw row.refused(
                    "an answer from " + start + " to " + end, "\"end\" is behind the answer's last character");
        }
        return new Example.Sequence(
                input,
                tokensOf(encoded, pair ? 1 : 0, text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end)));
    }

    private static int place(Row row, String name, int bound) {
        JsonNode node = row.fields().get(name);
        if (node == null || node.isNull()) {
            return Labels.IGNORED;
        }
        int place =
                Inputs.integers(new Row(row.place(), row.fields().objectNode().put(name, node.asText())), name)[0];
        if (place != Labels.IGNORED && (place < 0 || place >= bound)) {
            throw row.refused("\"" + name + "\" is " + place + ", and there are " + bound, "count from 0");
        }
        return place;
    }

    /** The tokens that a range of characters begins and ends in; none when they were cut off. */
    private static Target tokensOf(EncodedText encoded, int text, int start, int end) {
        int first = Labels.IGNORED;
        int last = Labels.IGNORED;
        for (int t = 0; t < encoded.length(); t++) {
            if (encoded.text(t) == text && encoded.end(t) > start && encoded.start(t) < end) {
                first = first < 0 ? t : first;
                last = t;
            }
        }
        return new Target.Place(first, last);
    }

    // ---- two sequences ----

    private Example translation(Row row) {
        known(row, "source", "source_ids", "target", "target_ids");
        Limits source = task.source().orElseThrow();
        TokenIds read = inputs.read(row, "source", "source_ids", Optional.empty(), source);
        Inputs.check(row, "source", read.ids(), read.segments(), source);
        TokenIds written = targets.read(row, "target", "target_ids", Optional.empty(), task.input());
        Inputs.check(row, "target", written.ids(), written.segments(), task.input());
        return new Example.Translation(read, written);
    }

    private TokenIds of(Row row, String name) {
        known(row, "anchor", "anchor_ids", "positive", "positive_ids");
        TokenIds read = inputs.read(row, name, name + "_ids", Optional.empty(), task.input());
        Inputs.check(row, name, read.ids(), read.segments(), task.input());
        return read;
    }

    private void known(Row row, String... names) {
        Set<String> known = new TreeSet<>(Set.of(names));
        if (!known.contains("anchor") && !known.contains("source")) {
            known.addAll(Set.of("text", "pair", "ids", "segments"));
        }
        for (Iterator<String> fields = row.fields().fieldNames(); fields.hasNext(); ) {
            String name = fields.next();
            if (!known.contains(name)) {
                unused.add(name);
            }
        }
    }
}
