package dev.attar.runtime.spark.training;

import dev.attar.runtime.TrainableModel;
import dev.attar.runtime.train.GradientSum;
import dev.attar.runtime.training.UpdateSettings;
import java.io.Serializable;

/**
 * One update of the parameters, which every replica makes for itself: so no parameter is ever sent.
 *
 * @param gradients the sums, in the order of the trained parameters
 */
record Move(float[][] gradients, double rate, long step, double count) implements Serializable {
    void make(TrainableModel model, GradientSum sum) {
        sum.write(model, gradients);
        model.update(new UpdateSettings(rate, step, count));
    }
}
