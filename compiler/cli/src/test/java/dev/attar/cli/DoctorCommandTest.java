package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private static final Set<String> AREAS =
            new LinkedHashSet<>(List.of("java", "vectors", "limits", "opencl", "caches"));

    @Test
    void everyAreaHasALineForPeopleAndOneForPrograms() throws Exception {
        Ran people = Ran.attar("doctor");
        assertEquals("", people.err());
        people.says(AREAS.toArray(String[]::new)).says(System.getProperty("java.home"), "change");

        Set<String> areas = new LinkedHashSet<>();
        Ran programs = Ran.attar("doctor", "--json");
        boolean wrong = false;
        for (String line : programs.out().split("\n")) {
            JsonNode finding = new ObjectMapper().readTree(line);
            areas.add(finding.get("area").textValue());
            String state = finding.get("state").textValue();
            assertTrue(Set.of("ok", "note", "wrong").contains(state), line);
            assertTrue(people.out().contains(finding.get("name").textValue()), line);
            if (state.equals("wrong")) {
                wrong = true;
                assertTrue(people.out().contains(finding.get("advice").textValue()), line);
            }
        }
        assertEquals(AREAS, areas);
        assertEquals(wrong ? ExitStatus.REFUSED : ExitStatus.DONE, programs.status());
        assertEquals(programs.status(), people.status());
    }
}
