package dev.attar.runtime.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the validation data says.
 *
 * @param step the steps that were done
 * @param epoch from 1
 * @param values {@code loss} and each metric by its name, in a fixed order
 * @param best whether it is the best so far
 */
public record EvaluationReport(long step, int epoch, Map<String, Double> values, boolean best) {
    public EvaluationReport {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
