package dev.attar.compiler.emit.opencl;

import java.util.Set;

/** Names of the loop IR as names of OpenCL C: the same, but for the words that are taken there. */
final class Words {
    /** Keywords, types and address spaces that are not keywords of Java, whose own no name is. */
    private static final Set<String> TAKEN = Set.of(
            "auto",
            "bool",
            "complex",
            "constant",
            "event_t",
            "extern",
            "global",
            "half",
            "image2d_t",
            "imaginary",
            "inline",
            "kernel",
            "local",
            "main",
            "pipe",
            "private",
            "quad",
            "register",
            "restrict",
            "sampler_t",
            "signed",
            "size_t",
            "sizeof",
            "struct",
            "typedef",
            "uchar",
            "uint",
            "ulong",
            "union",
            "unsigned",
            "ushort");

    private Words() {}

    static String of(String name) {
        return TAKEN.contains(name) ? name + "_" : name;
    }
}
