package dev.attar.cli;

/** Writes results as they are made. */
interface ResultPrinter {
    void print(ModelResult result);

    /** After the last result. */
    void end();
}
