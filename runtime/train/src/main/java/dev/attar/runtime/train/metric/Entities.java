package dev.attar.runtime.train.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The entities that tags in the schemes IOB, IOB2 and IOBES stand for, as seqeval finds them when it is not strict: an entity
 * goes on while its type does, and a wrong beginning is one all the same.
 */
final class Entities {
    private Entities() {}

    /**
     * A run of tokens.
     *
     * @param end behind its last token
     */
    record Entity(String type, int start, int end) {}

    static List<Entity> of(List<String> tags) {
        List<Entity> entities = new ArrayList<>();
        Tag before = Tag.OUTSIDE;
        int start = -1;
        for (int t = 0; t <= tags.size(); t++) {
            Tag tag = t < tags.size() ? Tag.of(tags.get(t)) : Tag.OUTSIDE;
            if (start >= 0 && ends(before, tag)) {
                entities.add(new Entity(before.type, start, t));
                start = -1;
            }
            if (start < 0 && begins(before, tag)) {
                start = t;
            }
            before = tag;
        }
        return entities;
    }

    /** @param place B, I, E, S or O */
    private record Tag(char place, String type) {
        static final Tag OUTSIDE = new Tag('O', "");

        static Tag of(String tag) {
            if (tag.isEmpty() || tag.equals("O")) {
                return OUTSIDE;
            }
            int dash = tag.indexOf('-');
            String type = dash < 0 ? tag : tag.substring(dash + 1);
            char place = dash < 0 ? 'I' : tag.charAt(0);
            return new Tag("BIES".indexOf(place) >= 0 ? place : 'I', dash < 0 && tag.length() == 1 ? "_" : type);
        }

        boolean isInside() {
            return place != 'O';
        }
    }

    private static boolean ends(Tag before, Tag tag) {
        return before.place == 'E'
                || before.place == 'S'
                || tag.place == 'B'
                || tag.place == 'S'
                || tag.place == 'O'
                || !Objects.equals(before.type, tag.type);
    }

    private static boolean begins(Tag before, Tag tag) {
        return tag.isInside()
                && (tag.place == 'B'
                        || tag.place == 'S'
                        || !before.isInside()
                        || before.place == 'E'
                        || before.place == 'S'
                        || !Objects.equals(before.type, tag.type));
    }
}
