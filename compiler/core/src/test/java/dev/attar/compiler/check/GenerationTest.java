package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Generation.EarlyStopping;
import dev.attar.compiler.check.Generation.Sampling;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code head generate} says about the texts that are written. */
class GenerationTest {
    private static Source spec(String settings) {
        return Source.of("m.attar", """
            model M {
                vocabulary 50   context 12   width 8
                embedding { positions learned }
                decoder depth 2 {
                    attention   { heads 2 }
                    feedforward { width 16   activation gelu }
                    residual    { norm layer   order pre }
                }
                head generate { SETTINGS }
            }
            """.replace("SETTINGS", settings));
    }

    private static Generation of(String settings) {
        return ((Head.Generate) Compiler.check(spec(settings)).head()).generation();
    }

    @Test
    void everySettingHasItsPlace() {
        assertEquals(Generation.NONE, of("tied"));
        assertEquals(
                new Generation(
                        Optional.of(1),
                        List.of(2, 3),
                        Optional.of(4),
                        Optional.of(5),
                        List.of(List.of(6), List.of(7, 8)),
                        Optional.of(12),
                        Optional.of(0),
                        Optional.of(10),
                        Optional.of(9),
                        4,
                        -0.5,
                        EarlyStopping.NEVER,
                        3,
                        1.5,
                        Optional.empty()),
                of("start 1 end 2, 1 + 2 force_first 4 force_last 5 forbid 6 forbid 7, 8 max_length context"
                        + " min_length 0 max_new_tokens 10 min_new_tokens 9 beams 4 length_penalty -0.5"
                        + " early_stopping never no_repeat_ngram 3 repetition_penalty 1.5"));
        assertEquals(Optional.of(Sampling.PLAIN), of("sample").sampling());
        assertEquals(
                Optional.of(new Sampling(0.7, 40, 0.9, 0.05)),
                of("sample { temperature 0.7 top_k 40 top_p 0.9 min_p 0.05 }").sampling());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start 50|E0207",
                "end 3, 50|E0207",
                "forbid 5, -1|E0207",
                "beams 0|E0207",
                "max_length 0|E0207",
                "max_length 5 min_length 6|E0207",
                "max_new_tokens 5 min_new_tokens 6|E0207",
                "start 1.5|E0209",
                "length_penalty 101|E0208",
                "sample { temperature 0 }|E0208",
                "sample { top_p 0 }|E0208",
                "beams 2 sample|E0222",
                "end 1 end 2|E0205"
            })
    void whatCannotBeIsRefused(String settings, String code) {
        Refused refused = assertThrows(Refused.class, () -> Compiler.check(spec(settings)));
        assertEquals(
                List.of(code),
                refused.diagnostics().stream()
                        .map(Diagnostic::code)
                        .map(found -> found.id())
                        .toList(),
                settings);
    }
}
