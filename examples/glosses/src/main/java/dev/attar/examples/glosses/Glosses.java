package dev.attar.examples.glosses;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** All 117,791 meanings of WordNet 3.1. The format of its files is described in its manual, wndb(5WN) and lexnames(5WN). */
public final class Glosses {
    /** The lexicographer files by their numbers. */
    public static final List<String> CATEGORIES = List.of("""
        adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body \
        noun.cognition noun.communication noun.event noun.feeling noun.food noun.group noun.location \
        noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession noun.process \
        noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body verb.change \
        verb.cognition verb.communication verb.competition verb.consumption verb.contact verb.creation \
        verb.emotion verb.motion verb.perception verb.possession verb.social verb.stative verb.weather \
        adj.ppl\
        """.split(" "));

    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";
    private static final List<String> FILES = List.of("data.noun", "data.verb", "data.adj", "data.adv");

    private Glosses() {}

    /** In the order of the files. */
    public static List<Gloss> read() {
        List<Gloss> glosses = new ArrayList<>();
        FILES.forEach(file -> read(file, glosses));
        return glosses;
    }

    /** In an order that the seed decides. */
    public static List<Gloss> shuffled(long seed) {
        List<Gloss> glosses = read();
        Collections.shuffle(glosses, new Random(seed));
        return glosses;
    }

    private static void read(String file, List<Gloss> glosses) {
        try (InputStream stream = Glosses.class.getResourceAsStream(FOLDER + file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("  ")) { // the licence
                    glosses.add(gloss(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code offset category type count word … | definition; "example"; "example"}. */
    private static Gloss gloss(String line) {
        int bar = line.indexOf(" | ");
        String[] fields = line.substring(0, bar).split(" ", 6);
        String text = line.substring(bar + 3).strip();
        int example = text.indexOf("; \"");
        return new Gloss(
                fields[4].replace('_', ' ').replaceAll("\\(\\w+\\)$", ""), // (a): where an adjective stands
                CATEGORIES.get(Integer.parseInt(fields[1])),
                example < 0 ? text : text.substring(0, example));
    }
}
