package dev.attar.cli.train;

import dev.attar.compiler.check.Frozen;
import dev.attar.compiler.check.LowRank;
import dev.attar.compiler.check.LowRank.Product;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.Train;
import dev.attar.compiler.gradient.Training;
import dev.attar.compiler.model.ModelGraph;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a model learns: what options say or, where they say nothing, its spec.
 *
 * @param frozen what does not
 * @param adapters what learns instead of matrices
 */
public record WhatLearns(List<Frozen> frozen, Optional<LowRank> adapters) {
    private static final Pattern LAYERS =
            Pattern.compile("(?:(encoder|decoder)[-_ ])?layers[- ](\\d{1,6})[- ]to[- ](\\d{1,6})");

    static WhatLearns of(ModelSpec spec, LearningOptions options) {
        List<Frozen> said = spec.train().map(Train::frozen).orElse(List.of());
        List<Frozen> frozen = options.freeze.isEmpty()
                ? said
                : options.freeze.stream()
                        .map(String::strip)
                        .filter(part -> !part.equals("none"))
                        .map(WhatLearns::frozen)
                        .toList();
        return new WhatLearns(frozen, adapters(options, spec.train().flatMap(Train::adapters)));
    }

    Training applied(Training training, ModelSpec spec) {
        Training learns =
                adapters.map(how -> training.withAdapters(how, spec.head())).orElse(training);
        for (Frozen part : frozen) learns = learns.withFrozen(part::covers);
        return learns;
    }

    /** Refuses a part that no parameter of the model is in: it was meant to be frozen, and something else has its name. */
    public void refuseIdle(ModelGraph model) {
        Set<String> names = model.params().stream()
                .flatMap(placed -> placed.names().stream())
                .collect(Collectors.toSet());
        for (Frozen part : frozen) {
            boolean beyond = part instanceof Frozen.Layers(var stack, int _, int last)
                    && names.stream().noneMatch(new Frozen.Layers(stack, last, last)::covers);
            if (beyond || names.stream().noneMatch(part::covers))
                throw Choice.refused(
                        "--freeze " + part.text() + ": the model has no such parameters",
                        "attar check prints what it has; layers are counted from 0");
        }
    }

    String describedFrozen() {
        return frozen.isEmpty() ? "nothing" : frozen.stream().map(Frozen::text).collect(Collectors.joining(", "));
    }

    String describedAdapters() {
        return adapters.map(low -> "rank " + low.rank() + ", alpha " + low.alpha() + ", dropout " + low.dropout()
                        + ", on " + low.inOrder().stream().map(Product::text).collect(Collectors.joining(", ")))
                .orElse("none");
    }

    private static Frozen frozen(String part) {
        Matcher layers = LAYERS.matcher(part);
        if (layers.matches()) {
            int first = Integer.parseInt(layers.group(2));
            int last = Integer.parseInt(layers.group(3));
            if (first > last) throw Choice.refused("--freeze " + part, "give the lower number first");
            return new Frozen.Layers(Optional.ofNullable(layers.group(1)), first, last);
        }
        if (part.equals("all-but-head")) return new Frozen.AllButHead();
        if (part.equals("embeddings")) return new Frozen.Embeddings();
        if (part.matches("layers?\\b.*") || !part.matches("[A-Za-z][A-Za-z0-9_.]*"))
            throw Choice.refused(
                    "--freeze " + part,
                    "give embeddings, layers-0-to-3, all-but-head, or the beginning of parameters' names");
        return new Frozen.Named(part);
    }

    private static Optional<LowRank> adapters(LearningOptions options, Optional<LowRank> said) {
        if (options.lora != null && options.lora < 0)
            throw Choice.refused("--lora " + options.lora, "give a rank of 1 or more");
        Optional<LowRank> wanted = options.lora == null
                ? said
                : options.lora == 0
                        ? Optional.empty()
                        : Optional.of(
                                said.filter(low -> low.rank() == options.lora).orElse(LowRank.of(options.lora)));
        boolean detailed = options.loraAlpha != null || options.loraDropout != null || !options.loraOn.isEmpty();
        if (wanted.isEmpty() && detailed)
            throw Choice.refused(
                    "--lora-alpha, --lora-dropout and --lora-on without adapters", "give --lora and a rank");
        try {
            return wanted.map(low -> options.loraAlpha == null ? low : low.withAlpha(options.loraAlpha))
                    .map(low -> options.loraDropout == null ? low : low.withDropout(options.loraDropout))
                    .map(low -> options.loraOn.isEmpty() ? low : low.on(products(options.loraOn)));
        } catch (IllegalArgumentException e) {
            throw Choice.refused("adapters: " + e.getMessage(), "see attar train --help");
        }
    }

    private static Set<Product> products(List<String> names) {
        Set<Product> products = EnumSet.noneOf(Product.class);
        for (String name : names)
            products.add(Arrays.stream(Product.values())
                    .filter(product -> product.text().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> Choice.refused(
                            "--lora-on " + name, "give some of query, key, value, output, up, gate, down")));
        return products;
    }
}
