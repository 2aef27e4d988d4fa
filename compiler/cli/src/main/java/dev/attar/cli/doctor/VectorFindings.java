package dev.attar.cli.doctor;

import dev.attar.runtime.Options;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import java.util.ArrayList;
import java.util.List;

/** The vectors that models compute with here, and why they are not wider. */
final class VectorFindings {
    private static final String AREA = "vectors";
    private static final String WIDTH = "width";
    private static final String WIDER = "wider";
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private VectorFindings() {}

    /** What the runtime chooses in this process. */
    static List<Finding> of(Processor processor, JvmFlags flags) {
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(
                AREA,
                "processor",
                processor.name()
                        + processor
                                .lanes()
                                .map(lanes -> ", vectors of " + bits(lanes))
                                .orElse("")));
        try {
            found.addAll(of(WidthChoice.of(Options.defaults()), processor, flags));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            found.add(Finding.wrong(
                    AREA, WIDTH, refused.getMessage(), "remove or change -D" + WidthChoice.PROPERTY + "=…"));
        }
        if (processor.lacksFma() || flags.isOff("UseFMA")) {
            found.add(Finding.wrong(
                    AREA,
                    "fma",
                    "no fused multiply-add: the same bits, in software, many times slower",
                    processor.lacksFma() ? "run on a processor with FMA (x86: since 2013)" : "remove -XX:-UseFMA"));
        }
        return found;
    }

    static List<Finding> of(WidthChoice choice, Processor processor, JvmFlags flags) {
        boolean open = System.getProperty(WidthChoice.PROPERTY, "auto").equals("auto");
        int lanes = choice.width().lanes();
        String width = (choice.width() == Width.SCALAR ? "scalar, no vectors" : lanes + " floats, " + bits(lanes))
                + " (" + choice.reason() + ")";
        int possible = processor.lanes().orElse(UNKNOWN);
        if (lanes >= Math.min(possible, Width.LANES_16.lanes())) {
            return List.of(
                    Finding.ok(AREA, WIDTH, width),
                    Finding.ok(AREA, WIDER, "no: these are the widest that the processor" + limit(lanes)));
        }
        if (!open) {
            return List.of(Finding.note(
                    AREA, WIDTH, width, "remove -D" + WidthChoice.PROPERTY + "=… and the widest vectors are used"));
        }
        if (choice.width() == Width.SCALAR && choice.reason().contains("--add-modules")) {
            return List.of(Finding.wrong(AREA, WIDTH, width, "add --add-modules jdk.incubator.vector"));
        }
        return List.of(Finding.ok(AREA, WIDTH, width), narrower(lanes, possible, flags));
    }

    private static String limit(int lanes) {
        return lanes == Width.LANES_16.lanes() ? " or Attar has" : " has";
    }

    /** Why the JVM prefers vectors that are narrower than the processor's. */
    private static Finding narrower(int lanes, int possible, JvmFlags flags) {
        if (possible == UNKNOWN) {
            return Finding.ok(AREA, WIDER, "this JVM does not prefer wider ones; the processor's are not known here");
        }
        String has = "the processor has vectors of " + bits(possible) + ", ";
        long avx = flags.number("UseAVX", possible == 16 ? 3 : 2);
        long needed = possible == 16 ? 3 : 2;
        if (avx < needed) {
            return Finding.note(
                    AREA,
                    WIDER,
                    has + "the JVM uses AVX level " + avx + " (by an option, or HotSpot's choice for this processor)",
                    "try -XX:UseAVX=" + needed + ", and measure with attar bench; some processors lower their clock");
        }
        long most = flags.number("MaxVectorSize", possible * (long) Float.BYTES);
        if (most < possible * (long) Float.BYTES) {
            return Finding.note(
                    AREA,
                    WIDER,
                    has + "the JVM uses at most " + most * Byte.SIZE + " bits (MaxVectorSize=" + most + ")",
                    "try -XX:MaxVectorSize=" + possible * Float.BYTES + ", and measure with attar bench");
        }
        return Finding.note(
                AREA, WIDER, has + "this JVM prefers narrower ones", "try a newer JDK, or another vendor's");
    }

    private static String bits(int lanes) {
        return lanes * Float.SIZE + " bits";
    }
}
