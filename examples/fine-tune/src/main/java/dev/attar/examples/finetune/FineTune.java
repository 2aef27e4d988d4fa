package dev.attar.examples.finetune;

import dev.attar.examples.glosses.Glosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code FineTune ATTAR SPEC MODEL FOLDER [WAY]...}: fine-tunes the published encoder in the folder MODEL in several ways, each by
 * {@code attar train} in a process of its own, and prints a table.
 */
public final class FineTune {
    private static final int OF_EACH = 20;
    private static final int TEST = 2000;
    private static final int NEVER = 1_000_000; // steps: the test is looked at once, at the end

    private FineTune() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[3]);
        List<String> wanted = List.of(arguments).subList(4, arguments.length);
        Data data = Data.draw(Glosses.CATEGORIES, OF_EACH, TEST);
        data.write(folder);
        System.out.printf(
                Locale.ROOT,
                "%d definitions to learn from, %d of each category; %,d others to be tested on%n",
                data.training().size(),
                OF_EACH,
                data.test().size());
        System.out.printf(Locale.ROOT, "%-8s %9s %8s %10s   %s%n", "", "accuracy", "time", "memory", "what learns");
        System.out.printf(Locale.ROOT, "%-8s %8.1f%%%n", "guess", 100 * data.commonest());
        for (Way way : Way.ALL) {
            if (wanted.isEmpty() || wanted.contains(way.name())) {
                print(way, run(way, arguments, folder));
            }
        }
    }

    private static Training run(Way way, String[] arguments, Path folder) throws IOException, InterruptedException {
        Path model = Path.of(arguments[2]);
        List<String> options = new ArrayList<>(List.of(
                "train",
                arguments[1],
                "--weights",
                model.resolve("MiniLmL6.safetensors").toString(),
                "--tokenizer",
                model.resolve("tokenizer.json").toString(),
                "--data",
                folder.resolve("train.jsonl").toString(),
                "--validation",
                folder.resolve("test.jsonl").toString(),
                "--evaluate-every",
                Integer.toString(NEVER),
                "--batch-sequences",
                "16",
                "-o",
                Files.createDirectories(folder.resolve(way.name())).toString()));
        options.addAll(way.command());
        return Training.run(List.of(arguments[0]), options, folder.resolve(way.name() + ".log"));
    }

    private static void print(Way way, Training done) {
        System.out.printf(
                Locale.ROOT,
                "%-8s %8.1f%% %6d s %10s   %s%n",
                way.name(),
                100 * done.accuracy(),
                done.time().toSeconds(),
                done.memory() == 0 ? "-" : done.memory() / (1 << 20) + " MB",
                way.what());
    }
}
