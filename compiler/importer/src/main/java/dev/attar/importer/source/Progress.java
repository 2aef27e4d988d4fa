package dev.attar.importer.source;

/** Told how far an import is. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (step, done, all) -> {};

    /**
     * @param step what is being done, for people
     * @param done how much of it, in bytes or 0
     * @param all all of it, in bytes, or 0 where that is not known
     */
    void at(String step, long done, long all);
}
