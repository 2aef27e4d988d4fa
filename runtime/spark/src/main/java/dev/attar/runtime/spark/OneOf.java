package dev.attar.runtime.spark;

import java.io.Serializable;
import java.util.List;
import scala.runtime.AbstractFunction1;

/** Accepts one of some words as the value of a parameter. */
final class OneOf extends AbstractFunction1<String, Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String[] known;

    OneOf(String... known) {
        this.known = known.clone();
    }

    @Override
    public Object apply(String value) {
        return List.of(known).contains(value);
    }
}
