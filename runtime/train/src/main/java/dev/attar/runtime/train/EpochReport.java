package dev.attar.runtime.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an epoch has done.
 *
 * @param epoch from 1
 * @param step the steps that were done at its end
 * @param train {@code loss} and metrics over the epoch's batches, each by the parameters of its time
 * @param validation of its end; empty where there is no validation data
 */
public record EpochReport(int epoch, long step, Map<String, Double> train, Map<String, Double> validation) {
    public EpochReport {
        train = Collections.unmodifiableMap(new LinkedHashMap<>(train));
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }
}
