package dev.attar.compiler.borders;

import java.util.List;

/**
 * One stage of the road from text to code: a package of the compiler.
 *
 * @param name the package below {@code dev.attar.compiler}
 */
record Stage(String name) {

    /** The stages in the order in which a model passes them; each may use what lies behind it and nothing ahead. */
    static List<Stage> road() {
        return ROAD;
    }

    private static final List<Stage> ROAD = List.of(
            new Stage("source"),
            new Stage("syntax"),
            // Before check, whose work is to build a model.
            new Stage("model"),
            new Stage("check"),
            new Stage("reference"),
            new Stage("gradient"),
            new Stage("decode"),
            new Stage("fuse"),
            new Stage("loops"),
            new Stage("lower"),
            new Stage("schedule"),
            new Stage("emit"));

    /** ArchUnit's pattern for the packages of this stage. */
    String inside() {
        return "dev.attar.compiler." + name + "..";
    }

    /** The packages that this stage must not know: those further along, and the class that walks the whole road. */
    String[] ahead() {
        List<String> further = ROAD.subList(ROAD.indexOf(this) + 1, ROAD.size()).stream()
                .map(Stage::inside)
                .toList();
        String[] patterns = further.toArray(new String[further.size() + 1]);
        patterns[further.size()] = "dev.attar.compiler";
        return patterns;
    }
}
