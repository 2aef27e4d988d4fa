package dev.attar.examples.wordnet.entities;

import dev.attar.runtime.text.task.Entity;
import java.util.List;

/** A text with its entities in colours of the terminal, or in brackets where colours are not wanted. */
record Terminal(boolean colours) {
    private static final String OFF = "\u001b[0m";

    /** As https://no-color.org asks: no colours where {@code NO_COLOR} is set to anything. */
    static Terminal here() {
        String no = System.getenv("NO_COLOR");
        return new Terminal(no == null || no.isEmpty());
    }

    String show(String text, List<Entity> entities) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (Entity entity : entities) {
            shown.append(text, at, entity.start()).append(mark(entity.label(), entity.text()));
            at = entity.end();
        }
        return shown.append(text.substring(at)).toString();
    }

    /** A piece of text as an entity of this kind. */
    String mark(String kind, String text) {
        return colours ? colour(kind) + text + OFF : "[" + text + " " + kind + "]";
    }

    /** Black on a light background, which can be read on dark and light terminals. */
    private static String colour(String kind) {
        return switch (kind) {
            case Gazetteer.PERSON -> "\u001b[30;48;5;217m";
            case Gazetteer.PLACE -> "\u001b[30;48;5;156m";
            default -> "\u001b[30;48;5;153m";
        };
    }
}
