package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.cli.draw.Drawing;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DrawCommandTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final double WIDEST_CHARACTER = 7;

    @TempDir
    private Path folder;

    /** One spec of each family that the language reaches, and the examples. */
    private static List<Path> specs() throws IOException {
        try (Stream<Path> families = Files.list(ROOT.resolve("compiler/core/src/test/resources/families"));
                Stream<Path> examples = Files.list(ROOT.resolve("examples/specs"))) {
            return Stream.concat(families, examples)
                    .filter(file -> file.toString().endsWith(".attar"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyModelIsDrawnWithAllItsParameters(Path spec) throws Exception {
        ModelSpec model = Compiler.check(Source.of(spec));
        ModelGraph graph = Compiler.model(model);
        String picture = Drawing.of(model, graph, 16);
        Document svg = document(picture);
        List<String> lines = texts(svg);
        assertTrue(lines.contains(model.name()), lines.toString());
        assertTrue(
                lines.stream().anyMatch(l -> l.startsWith("encoder × ") || l.startsWith("decoder × ")),
                lines.toString());
        // Parts that are counted twice or not at all would not add up to what `check` says.
        ModelFacts facts = ModelFacts.of(graph);
        long flops = facts.flops().of(16, model.isTranslator() ? 16 : 0);
        assertTrue(picture.contains("data-parameters=\"" + facts.parameters() + "\""), spec.toString());
        assertTrue(picture.contains("data-flop=\"" + flops + "\""), spec.toString());
        everyLineOfABoxFits(svg);
    }

    /** Text that ends at the right side of a box begins within it, and what stands to its left ends before it. */
    private static void everyLineOfABoxFits(Document svg) {
        NodeList all = svg.getElementsByTagName("text");
        int width = Integer.parseInt(svg.getDocumentElement().getAttribute("width"));
        for (int i = 0; i < all.getLength(); i++) {
            Element left = (Element) all.item(i);
            boolean heading = left.getTextContent().contains(" for a sequence of ");
            if (left.getAttribute("class").equals("s") && !heading) {
                double end = Integer.parseInt(left.getAttribute("x")) % 510
                        + WIDEST_CHARACTER * left.getTextContent().length();
                assertTrue(end <= Math.min(width, 510), left.getTextContent());
            }
            for (int j = 0; j < all.getLength(); j++) {
                Element right = (Element) all.item(j);
                boolean pair = !left.getAttribute("class").contains("end")
                        && right.getAttribute("class").contains("end")
                        && left.getAttribute("y").equals(right.getAttribute("y"))
                        && Integer.parseInt(left.getAttribute("x")) < Integer.parseInt(right.getAttribute("x"))
                        && Integer.parseInt(right.getAttribute("x")) - Integer.parseInt(left.getAttribute("x")) < 500;
                if (pair) {
                    double end = Integer.parseInt(left.getAttribute("x"))
                            + WIDEST_CHARACTER * left.getTextContent().length();
                    double begin = Integer.parseInt(right.getAttribute("x"))
                            - WIDEST_CHARACTER * right.getTextContent().length();
                    assertTrue(end <= begin, left.getTextContent() + " | " + right.getTextContent());
                }
            }
        }
    }

    @Test
    void thePictureFollowsTheThemeAndIsTheSameTwice() throws Exception {
        Path spec = ROOT.resolve("examples/specs/minilm-l6.attar");
        Path first = folder.resolve("first.svg");
        Path second = folder.resolve("second.svg");
        Ran.attar("draw", spec, "-o", first).done().says("drawn", first.toString());
        Ran.attar("draw", spec, "-o", second).done();
        assertEquals(Files.readString(first), Files.readString(second));
        String picture = Files.readString(first);
        assertTrue(picture.contains("prefers-color-scheme: dark"));
        assertTrue(texts(document(picture)).containsAll(List.of("12 heads of 32", "384 → 1,536 → 384, gelu")), picture);
        assertFalse(picture.contains("http://") && picture.contains("<image"), "needs nothing from elsewhere");
    }

    @Test
    void whatCannotBeDrawnIsRefused() throws IOException {
        Path spec = ROOT.resolve("examples/specs/minilm-l6.attar");
        Ran.attar("draw", spec, "-o", folder).failed(ExitStatus.USAGE, "is a folder");
        Ran.attar("draw", spec).failed(ExitStatus.USAGE, "--output");
        Ran.attar("draw", spec, "-o", folder.resolve("x.svg"), "--tokens", "513")
                .failed(ExitStatus.USAGE, "1 to 512");
        Path bad = Files.writeString(folder.resolve("bad.attar"), "model");
        Ran.attar("draw", bad, "-o", folder.resolve("x.svg")).failed(ExitStatus.REFUSED, "error[");
        assertFalse(Files.exists(folder.resolve("x.svg")));
    }

    private static Document document(String picture) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document svg) {
        NodeList all = svg.getElementsByTagName("text");
        return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1)
                .map(i -> all.item(i).getTextContent())
                .toList();
    }
}
