package dev.attar.compiler.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.check.Corpus;
import dev.attar.grammar.AttarLexer;
import dev.attar.grammar.AttarParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DiagnosticErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrammarTest {
    /** What is right in form: the good specs, and the bad ones whose mistakes are of meaning. */
    static List<Path> wellFormed() {
        List<Path> specs = new ArrayList<>(Corpus.good());
        Corpus.bad().stream()
                .filter(spec -> spec.getFileName().toString().matches("E0[239].*"))
                .forEach(specs::add);
        return specs;
    }

    @ParameterizedTest
    @MethodSource("wellFormed")
    void thereIsOneWayToReadASpec(Path spec) throws IOException {
        AttarParser parser = new AttarParser(new CommonTokenStream(lexer(spec)));
        List<String> reports = new ArrayList<>();
        parser.removeErrorListeners();
        parser.addErrorListener(new DiagnosticErrorListener(true));
        parser.addErrorListener(new Collected(reports));
        parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
        parser.spec();
        assertEquals(List.of(), reports);
    }

    @Test
    void theListenerHearsOfMistakes() throws IOException {
        AttarParser parser = new AttarParser(new CommonTokenStream(lexer(Corpus.BAD.resolve("E0110.attar"))));
        List<String> reports = new ArrayList<>();
        parser.removeErrorListeners();
        parser.addErrorListener(new Collected(reports));
        parser.spec();
        assertFalse(reports.isEmpty());
    }

    @Test
    void everyWordOfTheLanguageIsInTheCorpus() throws IOException {
        Set<String> unused = new TreeSet<>();
        IntStream.rangeClosed(1, AttarLexer.VOCABULARY.getMaxTokenType())
                .mapToObj(AttarLexer.VOCABULARY::getDisplayName)
                .forEach(unused::add);
        unused.removeAll(List.of("BAD_NUMBER", "OPEN_TEXT", "ILLEGAL", "COMMENT", "BLANK", "','"));
        for (Path spec : wellFormed()) {
            for (Token token : lexer(spec).getAllTokens()) {
                unused.remove(AttarLexer.VOCABULARY.getDisplayName(token.getType()));
            }
        }
        assertEquals(Set.of(), unused);
    }

    @Test
    void oneTokenOfLookAheadIsEnoughForTheWholeGrammar() {
        AttarParser parser = new AttarParser(new CommonTokenStream(new AttarLexer(CharStreams.fromString(""))));
        List<Integer> later = new ArrayList<>();
        for (int decision = 0; decision < parser.getATN().getNumberOfDecisions(); decision++) {
            var state = parser.getATN().getDecisionState(decision);
            var seen = new org.antlr.v4.runtime.misc.IntervalSet();
            for (var look : new org.antlr.v4.runtime.atn.LL1Analyzer(parser.getATN()).getDecisionLookahead(state)) {
                boolean decided = look != null && seen.and(look).isNil();
                if (!decided) {
                    later.add(decision);
                    break;
                }
                seen.addAll(look);
            }
        }
        assertEquals(List.of(), later);
        assertTrue(parser.getATN().getNumberOfDecisions() > 20);
    }

    private static AttarLexer lexer(Path spec) throws IOException {
        return new AttarLexer(CharStreams.fromString(Corpus.source(spec).text()));
    }

    private static final class Collected extends BaseErrorListener {
        private final List<String> reports;

        Collected(List<String> reports) {
            this.reports = reports;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException e) {
            reports.add(line + ":" + column + " " + message);
        }

        @Override
        public void reportAmbiguity(
                Parser parser, DFA dfa, int start, int stop, boolean exact, BitSet alternatives, ATNConfigSet configs) {
            reports.add("ambiguous: " + parser.getRuleNames()[dfa.atnStartState.ruleIndex]);
        }
    }
}
