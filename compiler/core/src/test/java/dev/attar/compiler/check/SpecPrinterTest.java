package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import dev.attar.compiler.syntax.SpecFile;
import dev.attar.compiler.syntax.SyntaxPrinter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(AnySpec.class)
class SpecPrinterTest {
    @Property(tries = 300)
    void printedAndReadAgainEverySpecIsTheSame(@ForAll ModelSpec spec) {
        assertEquals(spec, Checker.check(parse(SpecPrinter.print(spec))));
    }

    @Property(tries = 100)
    void theSyntaxPrinterKeepsTheMeaning(@ForAll ModelSpec spec) {
        String tidy = SyntaxPrinter.print(parse(SpecPrinter.print(spec)));
        assertEquals(spec, Checker.check(parse(tidy)));
        assertEquals(tidy, SyntaxPrinter.print(parse(tidy)));
    }

    private static SpecFile parse(String text) {
        return Parser.parse(Source.of("printed.attar", text));
    }
}
