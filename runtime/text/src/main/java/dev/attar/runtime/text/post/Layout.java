package dev.attar.runtime.text.post;

import java.util.ArrayList;
import java.util.List;

/** The order of texts and special tokens in a sequence. */
public record Layout(List<Part> parts) {
    /** One of the texts, or special tokens. */
    public sealed interface Part {
        int segment();
    }

    /** @param text 0 for the first text, 1 for the second */
    public record TextPart(int text, int segment) implements Part {}

    public record SpecialPart(List<Integer> ids, int segment) implements Part {
        public SpecialPart {
            ids = List.copyOf(ids);
        }
    }

    public Layout {
        parts = List.copyOf(parts);
    }

    /** The texts alone, each in its segment. */
    public static Layout plain(int texts) {
        List<Part> parts = new ArrayList<>();
        for (int text = 0; text < texts; text++) {
            parts.add(new TextPart(text, text));
        }
        return new Layout(parts);
    }

    /** Number of special tokens. */
    public int specials() {
        int count = 0;
        for (Part part : parts) {
            count += part instanceof SpecialPart(List<Integer> ids, int segment) ? ids.size() : 0;
        }
        return count;
    }
}
