package dev.attar.compiler.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a model that does not learn. */
public sealed interface Frozen {
    /** Whether a parameter is in it, by its name in the weight file. */
    boolean covers(String parameter);

    /** As it is written in a spec. */
    String text();

    /** Every table and norm before the first layer. */
    record Embeddings() implements Frozen {
        private static final Pattern NAME = Pattern.compile("(?:(?:encoder|decoder)\\.)?embeddings\\..*");

        @Override
        public boolean covers(String parameter) {
            return NAME.matcher(parameter).matches();
        }

        @Override
        public String text() {
            return "embeddings";
        }
    }

    /** All but what belongs to the head alone. */
    record AllButHead() implements Frozen {
        @Override
        public boolean covers(String parameter) {
            return !parameter.startsWith("head.");
        }

        @Override
        public String text() {
            return "all_but_head";
        }
    }

    /** Some layers, the first and the last included; without a stack, those of every stack. */
    record Layers(Optional<String> stack, int first, int last) implements Frozen {
        private static final Pattern NAME = Pattern.compile("(encoder|decoder)\\.(\\d{1,9})\\..*");

        public Layers {
            ModelSpec.demand(0 <= first && first <= last, "layers", first + " to " + last);
        }

        @Override
        public boolean covers(String parameter) {
            Matcher name = NAME.matcher(parameter);
            if (!name.matches() || stack.isPresent() && !stack.get().equals(name.group(1))) return false;
            int layer = Integer.parseInt(name.group(2));
            return first <= layer && layer <= last;
        }

        @Override
        public String text() {
            return stack.map(s -> s + "_").orElse("") + "layers " + first + " to " + last;
        }
    }

    /** What has a name that begins so: {@code head}, {@code encoder}, {@code encoder.3.attention}. */
    record Named(String beginning) implements Frozen {
        @Override
        public boolean covers(String parameter) {
            return parameter.equals(beginning) || parameter.startsWith(beginning + ".");
        }

        @Override
        public String text() {
            return beginning;
        }
    }
}
