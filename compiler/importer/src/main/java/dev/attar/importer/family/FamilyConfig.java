package dev.attar.importer.family;

import dev.attar.compiler.check.Distances.Rotary;
import dev.attar.compiler.check.Limits;
import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.Settings;
import java.util.Optional;

/** The settings of {@code config.json} in the terms of a spec. Where several keys are given, the first that is there counts. */
public final class FamilyConfig {
    private final Settings settings;
    private final ImportReport report;

    public FamilyConfig(Settings settings, ImportReport report) {
        this.settings = settings;
        this.report = report;
    }

    Settings settings() {
        return settings;
    }

    /** A size that must be there. */
    int size(String... keys) {
        return settings.size(present(keys), Limits.MAX_DIMENSION);
    }

    int sizeOr(int otherwise, String... keys) {
        return settings.size(present(keys), otherwise, 1, Limits.MAX_DIMENSION);
    }

    int depth(String... keys) {
        return settings.size(present(keys), Limits.MAX_DEPTH);
    }

    /** A size or number from 0 on. */
    int count(String key, int otherwise) {
        return settings.size(key, otherwise, 0, Limits.MAX_DIMENSION);
    }

    /**
     * The longest sequence of a family that sets no bound to it.
     *
     * @param otherwise what is taken where nothing is said
     */
    int context(int otherwise, String... keys) {
        String key = present(keys);
        Optional<?> said = settings.get(key);
        report.add(
                ImportReport.Kind.ASSUMED,
                "context",
                "The family has no longest text. The spec's context is "
                        + (said.isPresent() ? "'" + key + "'" : otherwise + " tokens, since nothing is said")
                        + "; edit it in the spec if you need another.");
        return sizeOr(otherwise, keys);
    }

    private String present(String... keys) {
        for (String key : keys) {
            if (settings.get(key).isPresent()) {
                return key;
            }
        }
        return keys[0];
    }

    double epsilon(String key, double otherwise) {
        return settings.number(key, otherwise, Limits.MIN_STEP, Limits.MAX_EPSILON);
    }

    Norm layerNorm(String key) {
        return new Norm(epsilon(key, Limits.DEFAULT_EPSILON));
    }

    Norm rmsNorm(String key) {
        return Norm.rms(epsilon(key, Limits.DEFAULT_RMS_EPSILON));
    }

    double dropout(String key) {
        return settings.dropout(key);
    }

    boolean flag(String key, boolean otherwise) {
        return settings.flag(key, otherwise);
    }

    Activation activation(String key, Activation otherwise) {
        return ActivationNames.of(settings, key, otherwise);
    }

    void require(String key, String... only) {
        settings.require(key, only);
    }

    Rotary rotary(double base, double share) {
        return RotarySettings.read(settings, base, share);
    }

    /** D where it is not width / heads. */
    Optional<Integer> headWidth(String key, int width, int heads) {
        if (settings.get(key).isEmpty()) {
            if (width % heads != 0) {
                throw new ImportException("config.json: " + heads + " heads do not divide a width of " + width);
            }
            return Optional.empty();
        }
        int given = size(key);
        return (long) given * heads == width ? Optional.empty() : Optional.of(given);
    }
}
