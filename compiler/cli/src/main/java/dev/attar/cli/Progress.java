package dev.attar.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error, where a person watches; otherwise nothing. */
final class Progress implements dev.attar.importer.source.Progress, AutoCloseable {
    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /** @param task what is going on, in one or two words */
    static Progress of(String task) {
        return new Progress(
                isWatched() ? bar(task, System.err).setUnit(" MB", 1_000_000).build() : null);
    }

    /** A progress bar for work that is counted in steps, not in bytes. */
    static Progress ofSteps(String task) {
        return new Progress(isWatched() ? bar(task, System.err).build() : null);
    }

    private static boolean isWatched() {
        return System.console() != null && System.console().isTerminal();
    }

    private static ProgressBarBuilder bar(String task, PrintStream err) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(-1) // not known yet
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .clearDisplayOnFinish();
    }

    @Override
    public void at(String step, long done, long all) {
        if (bar != null) {
            bar.setExtraMessage(" " + step);
            if (all > 0) {
                bar.maxHint(all);
                bar.stepTo(done);
            }
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
