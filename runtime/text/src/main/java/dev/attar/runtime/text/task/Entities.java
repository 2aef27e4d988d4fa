package dev.attar.runtime.text.task;

import dev.attar.runtime.text.task.TagScheme.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts entities together from labelled tokens or words. An entity begins at a label that says so, after a word of no entity, and where the
 * kind changes; it ends at a label that says so, and before all of these. So every sequence of labels has entities, also one that no scheme
 * allows.
 */
final class Entities {
    private final String text;
    private final List<Entity> found = new ArrayList<>();
    private String kind; // of the entity under way; null: there is none
    private int start;
    private int end;
    private double scores;
    private int count;

    private Entities(String text) {
        this.text = text;
    }

    static List<Entity> of(String text, List<TaggedUnits.Unit> units, TagScheme scheme) {
        Entities entities = new Entities(text);
        for (TaggedUnits.Unit unit : units) {
            entities.add(unit, scheme.tag(unit.label()));
        }
        entities.finish();
        return entities.found;
    }

    private void add(TaggedUnits.Unit unit, Optional<Tag> label) {
        if (label.isEmpty()) {
            finish();
            return;
        }
        Tag tag = label.get();
        if (tag.begins() || !tag.kind().equals(kind)) {
            finish();
            kind = tag.kind();
            start = unit.span().start();
        }
        end = unit.span().end();
        scores += unit.score();
        count++;
        if (tag.ends()) {
            finish();
        }
    }

    private void finish() {
        if (kind == null) {
            return;
        }
        Span span = new Span(start, end).trimmed(text);
        if (!span.isEmpty()) {
            found.add(new Entity(kind, (float) (scores / count), span.start(), span.end(), span.of(text)));
        }
        kind = null;
        scores = 0;
        count = 0;
    }
}
