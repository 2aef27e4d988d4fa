package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What is shipped with Attar may be: reads the list of all dependencies that {@code mvn verify -Paudit} makes. */
@EnabledIfSystemProperty(named = "attar.sbom", matches = ".+")
class LicencesTest {
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD License", // WordNet's data in a jar, which the examples read
            "BSD-2-Clause",
            "BSD-3-Clause",
            "BSD-4-Clause",
            "EPL-1.0",
            "EPL-2.0",
            "Public Domain");

    @Test
    void everyDependencyHasALicenceOfTheList() throws IOException {
        JsonNode components = new ObjectMapper()
                .readTree(Path.of(System.getProperty("attar.sbom")).toFile())
                .get("components");
        List<String> others = new ArrayList<>();
        for (JsonNode component : components) {
            Set<String> licences = new TreeSet<>();
            for (JsonNode entry : component.path("licenses")) {
                JsonNode licence = entry.path("license");
                licences.add(licence.path("id")
                        .asText(licence.path("name")
                                .asText(entry.path("expression").asText())));
            }
            if (licences.stream().noneMatch(ALLOWED::contains)) { // of several, one can be chosen
                others.add(component.get("name").asText() + " " + licences);
            }
        }
        assertTrue(components.size() > 10, components.size() + " components");
        assertEquals(List.of(), others);
    }
}
