package dev.attar.runtime.packing;

import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.Width;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.files.Quoted;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.weights.ContentDigest;
import dev.attar.runtime.weights.NewFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A file of packed weights, mapped: {@link PackedHeader}, then the weights just as a program reads them, in native byte
 * order, all numbers finite. Made for one program of one model; read in place where it is write-protected, so a page that no call needs is never read.
 *
 * @param bytes the whole file
 * @param inPlace whether it is safe to compute with these very bytes: nobody can take them away
 */
public record PackedFile(String source, PackedHeader header, MemorySegment bytes, boolean inPlace) {
    /** Reads and checks the header; the weights' pages stay untouched. */
    public static PackedFile read(String source, MemorySegment bytes, boolean inPlace) {
        return new PackedFile(source, PackedHeader.read(source, bytes), bytes, inPlace);
    }

    /**
     * Writes a file, write-protected.
     *
     * @param floats the packed weights of that plan
     * @param from SHA-256 of the file with these weights, in hexadecimal digits
     * @throws WeightsException when it cannot be written; nothing is then left under that name that was not there before
     */
    public static void write(Path file, ProgramPlan plan, MemorySegment floats, Optional<String> from) {
        MemorySegment data = floats.asSlice(0, plan.weightFloats() * Float.BYTES);
        PackedHeader header =
                PackedHeader.of(plan.model(), plan.packedLanes(), LayoutKey.of(plan), data.byteSize(), from);
        NewFile.write(file, NewFile.Access.WRITE_PROTECTED, channel -> {
            NewFile.append(channel, header.written(ContentDigest.sha256(data)));
            NewFile.append(channel, data);
        });
    }

    /** Why a program cannot use weights that do not {@linkplain #fits fit} it: every difference. */
    WeightsException refusal(ProgramPlan plan) {
        List<Problem> problems = new ArrayList<>();
        if (!header.model().equals(plan.model())) {
            String found = "weights of the model " + Quoted.name(header.model());
            problems.add(packed(found, Quoted.name(plan.model()), PackedHeader.AT_MODEL));
        }
        if (otherVectors(plan)) {
            String found = "weights packed for " + lanes(header.lanes());
            problems.add(packed(found, lanes(plan.packedLanes()), PackedHeader.AT_LANES));
        }
        if (problems.isEmpty() && header.dataBytes() != plan.weightFloats() * Float.BYTES) {
            String found = "packed weights of " + header.dataBytes() + " bytes";
            problems.add(packed(
                    found,
                    plan.weightFloats() * Float.BYTES + " bytes, as this spec with these elements of weights has",
                    PackedHeader.AT_DATA_BYTES));
            String hint = "give the --weights-as that it was packed with, or " + hint(plan);
            return new WeightsException(source, problems, hint);
        }
        if (problems.isEmpty()) { // with other lanes everything else differs too
            String found = "weights arranged as " + header.key();
            problems.add(packed(
                    found,
                    LayoutKey.of(plan) + ", as this spec, --weights-as and version of Attar do",
                    PackedHeader.AT_KEY));
        }
        return new WeightsException(source, problems, hint(plan));
    }

    /** Whether the weights are arranged as the plan says, and are those of its model. */
    boolean fits(ProgramPlan plan) {
        return header.model().equals(plan.model())
                && !otherVectors(plan)
                && header.key().value() == LayoutKey.of(plan).value()
                && floats().byteSize() / Float.BYTES == Math.max(0, plan.weightFloats());
    }

    /**
     * Reads all weights and compares them with the checksum in the header.
     *
     * @throws WeightsException when they are not those that were written
     */
    public void checkContent() {
        byte[] expected =
                bytes.asSlice(PackedHeader.AT_SHA256, PackedHeader.SHA256_BYTES).toArray(ValueLayout.JAVA_BYTE);
        byte[] found;
        try {
            found = ContentDigest.sha256(floats());
        } catch (InternalError gone) {
            throw shrunk(gone);
        }
        if (!Arrays.equals(expected, found)) {
            HexFormat hex = HexFormat.of();
            Problem problem = new Problem(
                    Kind.CONTENT,
                    "",
                    "weights with SHA-256 " + hex.formatHex(found),
                    hex.formatHex(expected) + ", as the header says",
                    header.bytes());
            throw new WeightsException(source, List.of(problem), PackedHeader.HINT);
        }
    }

    /** What to say of an {@link InternalError}, which the JVM makes of a mapped page that is no longer there. */
    WeightsException shrunk(InternalError gone) {
        Problem problem = new Problem(Kind.FILE, "", "a file that shrank while it was in use", "", -1);
        return new WeightsException(
                source, List.of(problem), "do not change weight files in use; put a new one in their place", gone);
    }

    /** The weights, arranged as the header says. */
    MemorySegment floats() {
        return bytes.asSlice(header.bytes());
    }

    private String hint(ProgramPlan plan) {
        String hint = PackedHeader.HINT;
        if (!header.model().equals(plan.model()) || !otherVectors(plan)) {
            return hint;
        }
        return hint + ", or run with the vectors it was packed for (-D" + WidthChoice.PROPERTY + "="
                + (header.lanes() == 1 ? Width.SCALAR : header.lanes()) + ")";
    }

    /** Whether it is the width of vectors that does not fit. Where one of the two fits all, they differ in more than that. */
    private boolean otherVectors(ProgramPlan plan) {
        return header.lanes() != 0 && plan.packedLanes() != 0 && header.lanes() != plan.packedLanes();
    }

    private static String lanes(int lanes) {
        return lanes == 1 ? "scalar code" : "vectors of " + lanes + " floats";
    }

    private static Problem packed(String found, String expected, long offset) {
        return new Problem(Kind.PACKED, "", found, expected, offset);
    }
}
