package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** attar-bom stands outside of the build's inheritance, so nothing else keeps it true. */
class BomTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    @Test
    void itManagesEveryModuleBelowRuntimeAtTheVersionOfTheBuild() throws Exception {
        Set<String> modules = new TreeSet<>();
        try (Stream<Path> folders = Files.list(ROOT.resolve("runtime"))) {
            for (Path folder : folders.filter(f -> !f.endsWith("bom"))
                    .filter(f -> Files.exists(f.resolve("pom.xml")))
                    .toList()) {
                modules.add(XPATH.evaluate("/project/artifactId", document(folder.resolve("pom.xml"))));
            }
        }
        Document bom = document(ROOT.resolve("runtime/bom/pom.xml"));
        String managed = "/project/dependencyManagement/dependencies/dependency[groupId='dev.attar' and"
                + " version='${project.version}']/artifactId";
        NodeList found = (NodeList) XPATH.evaluate(managed, bom, XPathConstants.NODESET);
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < found.getLength(); i++) {
            names.add(found.item(i).getTextContent());
        }
        assertEquals(modules, names);
        assertEquals(
                XPATH.evaluate("/project/properties/lwjgl.version", document(ROOT.resolve("pom.xml"))),
                XPATH.evaluate(
                        "/project/dependencyManagement/dependencies/dependency[artifactId='lwjgl-bom']/version", bom));
        assertEquals(
                XPATH.evaluate("/project/version", document(ROOT.resolve("pom.xml"))),
                XPATH.evaluate("/project/version", bom));
    }

    private static Document document(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }
}
