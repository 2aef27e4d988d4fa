package dev.attar.compiler.emit;

import dev.attar.compiler.check.LowRank;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the public class of a model is called and what it is good for.
 *
 * @param packageName the package of all generated classes; empty: none
 * @param className the model's name
 * @param verb the method that computes the head: {@code embed}, {@code classify}, …
 * @param labels what the classes of the head are called, by their number; empty: they have no names
 * @param prompts words that are put before texts, by the name of the prompt
 * @param defaultPrompt the name of the prompt of every text for which no other is asked
 * @param origin the spec's file name, for the header
 * @param specHash hash of the spec, for the header
 * @param compiler version of the compiler, for the header
 * @param openCl whether there are OpenCL kernels too
 * @param adapters those of a model that is trained by low-rank adapters
 */
public record Facade(
        String packageName,
        String className,
        String verb,
        List<String> labels,
        SequencedMap<String, String> prompts,
        Optional<String> defaultPrompt,
        String origin,
        String specHash,
        String compiler,
        boolean openCl,
        Optional<LowRank> adapters) {
    public Facade {
        labels = List.copyOf(labels);
        prompts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(prompts));
    }

    /** The class that launches the model's OpenCL kernels. */
    public String openClClass() {
        return className + "OpenCl";
    }

    /** Whether a class of this name stands before one of java.lang in its package, which then must be imported by name. */
    public boolean hidesJavaLang() {
        try {
            Class.forName("java.lang." + className, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
