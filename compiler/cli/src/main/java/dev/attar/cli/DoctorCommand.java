package dev.attar.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.cli.doctor.Examination;
import dev.attar.cli.doctor.Finding;
import dev.attar.cli.doctor.Finding.State;
import dev.attar.compiler.Version;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attar doctor}: what keeps models from being as fast here as they could be. */
@Command(
        name = "doctor",
        description = {
            "Looks at this machine: the JDK, the vectors and why they are not wider, the limits of a container, OpenCL"
                    + " devices, the caches and their permissions; and says what to change.",
            "",
            "It sees the JVM that runs it. To examine the options of another program, give them in ATTAR_JAVA_OPTS.",
            ""
        },
        customSynopsis = "attar doctor [--json]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  attar doctor",
            "  ATTAR_JAVA_OPTS=-XX:UseAVX=2 attar doctor --json",
            "",
            "Exit status: 0 nothing is wrong, 1 something is, 2 usage error, 70 internal error."
        })
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--json",
            description = "One JSON object a line for each finding: area, name, value, state (ok, note or wrong), and"
                    + " advice where there is some.")
    private boolean json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        List<Finding> findings = Examination.ofThisMachine();
        if (json) {
            findings.forEach(finding -> out.print(line(finding) + "\n"));
        } else {
            print(findings, out);
        }
        out.flush();
        return findings.stream().anyMatch(f -> f.state() == State.WRONG) ? ExitStatus.REFUSED : ExitStatus.DONE;
    }

    private static String line(Finding finding) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        object.put("area", finding.area())
                .put("name", finding.name())
                .put("value", finding.value())
                .put("state", word(finding.state()));
        finding.advice().ifPresent(advice -> object.put("advice", advice));
        return object.toString();
    }

    private static void print(List<Finding> findings, PrintWriter out) {
        out.println("attar " + Version.NUMBER);
        String area = "";
        for (Finding finding : findings) {
            if (!finding.area().equals(area)) {
                area = finding.area();
                out.println(System.lineSeparator() + area);
            }
            out.printf("  %-5s  %-10s  %s%n", word(finding.state()), finding.name(), finding.value());
        }
        List<Finding> advised =
                findings.stream().filter(f -> f.advice().isPresent()).toList();
        out.println(System.lineSeparator() + (advised.isEmpty() ? "nothing to change" : "what to change"));
        for (Finding finding : advised) {
            out.printf(
                    "  %-5s  %s %s: %s%n",
                    word(finding.state()),
                    finding.area(),
                    finding.name(),
                    finding.advice().orElseThrow());
        }
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
