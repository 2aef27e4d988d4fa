package dev.attar.runtime.server.http;

import dev.attar.runtime.server.batch.LiveModel;
import dev.attar.runtime.server.model.ServedTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The models that are served, by their names. */
public final class ServedModels {
    private final List<LiveModel> all;
    private final Map<String, LiveModel> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when two models have a name in common */
    public ServedModels(List<LiveModel> all) {
        this.all = List.copyOf(all);
        for (LiveModel model : all) {
            List<String> names = new ArrayList<>(model.served().aliases());
            names.addFirst(model.served().name());
            for (String name : names) {
                if (byName.putIfAbsent(name, model) != null) {
                    throw new IllegalArgumentException(
                            "two models are called '" + name + "': give each a name of its own");
                }
            }
        }
    }

    /** All of them, in the order in which they were given. */
    public List<LiveModel> all() {
        return all;
    }

    /** The one with this name. */
    public Optional<LiveModel> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The model that a request names; where it names none, the only one that can do it.
     *
     * @param doing what it is to do, for messages
     * @param can which tasks do it
     */
    public LiveModel choose(Optional<String> name, String doing, Predicate<ServedTask> can) {
        List<LiveModel> able =
                all.stream().filter(model -> can.test(model.served().task())).toList();
        if (name.isPresent()) {
            LiveModel model = named(name.get()).orElseThrow(() -> unknown(name.get()));
            if (!can.test(model.served().task())) {
                throw ApiException.of(
                        400,
                        "wrong_model",
                        "model",
                        "the model " + model.served().name() + " does not " + doing + "; " + names(able));
            }
            return model;
        }
        if (able.size() != 1) {
            throw ApiException.of(
                    able.isEmpty() ? 404 : 400,
                    able.isEmpty() ? "model_not_found" : "missing_parameter",
                    "model",
                    able.isEmpty() ? "no model here can " + doing : "name one in the member model: " + names(able));
        }
        return able.getFirst();
    }

    /** What is said of a name that no model has. */
    public ApiException unknown(String name) {
        return ApiException.of(
                404,
                "model_not_found",
                "model",
                "there is no model '" + (name.length() <= 60 ? name : name.substring(0, 60) + "…") + "'; "
                        + names(all));
    }

    private static String names(List<LiveModel> models) {
        return models.isEmpty()
                ? "no model here does"
                : "there are "
                        + models.stream().map(model -> model.served().name()).toList();
    }
}
