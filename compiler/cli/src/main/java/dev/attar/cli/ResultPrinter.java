package dev.attar.cli;

/** Writes results as they are made. */
interface ResultPrinter {
    void print(ModelResult result);

    /** In place of the result of an input that was refused, when the others go on. What is meant for people is said elsewhere. */
    default void refused(RuntimeException why) {}

    /** After the last result. */
    void end();
}
