package dev.attar.runtime.spark.training;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.training.Parameter;
import dev.attar.runtime.training.Part;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * All numbers of a model: for replicas that have missed more than one update, because their executor is new.
 *
 * @param values of every parameter, in their order
 * @param moments of every trained parameter in their order, moment after moment
 */
record State(List<float[]> values, List<float[]> moments) implements Serializable {
    static State of(TrainableModel model) {
        List<float[]> values = new ArrayList<>();
        for (Parameter parameter : model.parameters()) {
            values.add(model.read(Part.VALUE, parameter.name()));
        }
        List<float[]> moments = new ArrayList<>();
        for (Part moment : model.moments()) {
            for (Parameter parameter : model.parameters()) {
                if (parameter.trained()) {
                    moments.add(model.read(moment, parameter.name()));
                }
            }
        }
        return new State(values, moments);
    }

    void into(TrainableModel model) {
        int at = 0;
        for (Parameter parameter : model.parameters()) {
            model.write(Part.VALUE, parameter.name(), values.get(at++));
        }
        at = 0;
        for (Part moment : model.moments()) {
            for (Parameter parameter : model.parameters()) {
                if (parameter.trained()) {
                    model.write(moment, parameter.name(), moments.get(at++));
                }
            }
        }
    }
}
