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
        return new Progress(System.console() != null && System.console().isTerminal() ? bar(task, System.err) : null);
    }

    private static ProgressBar bar(String task, PrintStream err) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" MB", 1_000_000)
                .setInitialMax(-1) // not known yet
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .clearDisplayOnFinish()
                .build();
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
