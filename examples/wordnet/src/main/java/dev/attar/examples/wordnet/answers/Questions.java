package dev.attar.examples.wordnet.answers;

import dev.attar.examples.wordnet.data.Synset;
import dev.attar.examples.wordnet.data.WordNet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks what a gloss answers: who, when, where, what for. The forms of WordNet's glosses say which part is the answer. */
final class Questions {
    /** Up to where a part of a gloss goes. */
    private static final String END = "(?= \\(|;|,| and | who | that | which |:|$)";

    private static final Pattern YEARS = Pattern.compile("\\((?:born in [^)]*\\) \\()?(\\d{3,4})-(\\d{3,4})\\)");
    private static final Pattern BORN = Pattern.compile("\\(born in ([A-Z][^()\\d]+?)\\)");
    private static final Pattern KIND = Pattern.compile("^(?:an? |the )?([A-Za-z -]+?)" + END);
    private static final Pattern DEED =
            Pattern.compile(" who ((?!was|is|were)[a-z]+(?:ed|te|ew|de|ld|nd|ught) [^();]+?)(?= \\(|;|$)");
    private static final Pattern PLACE = Pattern.compile(
            "^(?:an? |the )?((?:[a-z]+ ){0,2}[a-z]+) (in|on|of) ((?:[a-z]+ ){0,3}[A-Z][A-Za-z. ]+?)(?= on | near | at"
                    + " | across | between | that | to | where | noted | having | founded | known | ?[;,(]|$)");
    private static final Pattern FAMOUS =
            Pattern.compile("(?:famous|known|noted|remembered) for ([^();]+?)(?= ?[;(]|$)");
    private static final Pattern FOUNDER =
            Pattern.compile("(founded|discovered|conquered|settled) by (?:the )?([A-Z][A-Za-z. ]+?)(?= in |[;,(]|$)");
    private static final Pattern FLOW =
            Pattern.compile("(?:flows|flowing|empties|emptying)[a-z ]*? into (the [A-Z][A-Za-z ]+|[A-Z][A-Za-z ]+)");

    private Questions() {}

    /** All questions that the gloss of something with a name answers. Each sentence begins with the name. */
    static List<Question> about(Synset one) {
        String name = Math.floorMod(one.offset(), 3) == 0 ? one.word() : one.longestWord();
        String gloss = one.gloss();
        String sentence = sentence(one, name);
        List<Question> questions = new ArrayList<>();
        if (one.category() == WordNet.PERSON) {
            person(questions, name, gloss, sentence, Math.floorMod(one.offset() / 3, 2) == 0);
        } else {
            place(questions, name, gloss, sentence);
        }
        find(
                FAMOUS,
                gloss,
                famous -> questions.add(Question.of("What is " + name + " famous for?", sentence, famous.group(1))));
        find(
                FOUNDER,
                gloss,
                founder -> questions.add(
                        Question.of("Who " + founder.group(1) + " " + name + "?", sentence, founder.group(2))));
        return questions;
    }

    /** What a document would say: the name, and the gloss in one of three forms. */
    static String sentence(Synset one, String name) {
        String gloss = one.gloss();
        return switch (Math.floorMod(one.offset() / 5, 3)) {
            case 0 -> name + ", " + gloss + ".";
            case 1 -> name + (one.category() == WordNet.PERSON ? " was " : " is ") + gloss + ".";
            default -> name + ": " + gloss + ".";
        };
    }

    private static void person(List<Question> questions, String name, String gloss, String sentence, boolean first) {
        find(YEARS, gloss, years -> {
            if (first) {
                questions.add(Question.of("When was " + name + " born?", sentence, years.group(1)));
            } else {
                questions.add(Question.of(
                        (years.group(1).endsWith("1") ? "In which year did " : "When did ") + name + " die?",
                        sentence,
                        years.group(2)));
            }
        });
        find(BORN, gloss, born -> questions.add(Question.of("Where was " + name + " born?", sentence, born.group(1))));
        find(DEED, gloss, deed -> questions.add(Question.of("Who " + deed.group(1) + "?", sentence, name)));
        if (first) {
            find(KIND, gloss, kind -> questions.add(Question.of("Who was " + name + "?", sentence, kind.group(1))));
        }
    }

    private static void place(List<Question> questions, String name, String gloss, String sentence) {
        find(PLACE, gloss, place -> {
            String relation = place.group(2);
            if (relation.equals("of")) {
                questions.add(
                        Question.of("What is the " + place.group(1) + " of " + place.group(3) + "?", sentence, name));
            } else {
                questions.add(Question.of("Where is " + name + "?", sentence, place.group(3)));
                questions.add(Question.of(
                        "Which " + place.group(1) + " lies " + relation + " " + place.group(3) + "?", sentence, name));
            }
        });
        find(
                FLOW,
                gloss,
                flow -> questions.add(Question.of("Where does " + name + " flow into?", sentence, flow.group(1))));
        if (questions.isEmpty()) {
            find(KIND, gloss, kind -> questions.add(Question.of("What is " + name + "?", sentence, kind.group(1))));
        }
    }

    private interface Found {
        void accept(MatchResult found);
    }

    private static void find(Pattern pattern, String gloss, Found found) {
        Matcher matcher = pattern.matcher(gloss);
        if (matcher.find()) {
            found.accept(matcher.toMatchResult());
        }
    }
}
