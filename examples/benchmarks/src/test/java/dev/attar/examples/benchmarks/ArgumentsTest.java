package dev.attar.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.examples.benchmarks.cases.Case;
import dev.attar.examples.benchmarks.cases.Cases;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void everythingFiveTimesUnlessSaidOtherwise() {
        assertEquals(new Arguments(5, false, false, false, Cases.ALL, 0), Arguments.parse());
        assertTrue(Arguments.parse().wants(1));
    }

    @Test
    void casesAndGroupsInTheOrderOfTheTables() {
        Arguments arguments = Arguments.parse("--only", "start,1x8", "--forks", "7", "--threads", "2", "--quick");
        assertEquals(
                List.of("1x8", "start"),
                arguments.cases().stream().map(Case::name).toList());
        assertEquals(7, arguments.forks());
        assertTrue(arguments.wants(2));
        assertFalse(arguments.wants(1));
        assertTrue(arguments.quick());
    }

    @ParameterizedTest
    @CsvSource({
        "--fork,         unknown argument --fork;",
        "--forks,        --forks is nothing;",
        "--forks 0,      --forks is 0;",
        "--threads two,  --threads is two;",
        "--only 1x9,     no case is called '1x9'; there are 1x8"
    })
    void wrongOnesAreNamed(String line, String start) {
        String message = assertThrows(IllegalArgumentException.class, () -> Arguments.parse(line.split(" ")))
                .getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
