package dev.attar.compiler.check;

import java.util.Map;
import java.util.TreeMap;

/** Every setting of {@code train}, with two values of it: what {@link EverySettingTest} tries of training. */
final class TrainingSettings {
    private static final String SGD = "optimizer sgd { rate 1e-3 }";
    private static final String ADAM = "optimizer adam { rate 1e-3 }";

    /** Two blocks that differ in a setting alone. */
    record Pair(String one, String other) {}

    private TrainingSettings() {}

    static Map<String, Pair> all() {
        Map<String, Pair> all = new TreeMap<>();
        all.put("trainItem optimizer", pair(ADAM, SGD));
        all.put("trainItem epochs", pair(ADAM + " epochs 1", ADAM + " epochs 2"));
        all.put("trainItem schedule", more("schedule linear"));
        all.put("trainItem clip", more("clip 1"));
        all.put("trainItem freeze", more("freeze embeddings"));
        all.put("trainItem lora", more("lora { rank 2 }"));
        all.put("optimizerKind sgd", pair(ADAM, SGD));
        all.put("optimizerKind adam", pair(SGD, ADAM));
        all.put("optimizerKind adamw", pair(ADAM, ADAM.replace("adam", "adamw")));
        all.put("optimizerItem rate", pair(ADAM, ADAM.replace("1e-3", "1e-4")));
        for (String item : new String[] {"decay 0.1", "beta1 0.8", "beta2 0.99", "epsilon 1e-7"})
            all.put("optimizerItem " + item.replaceAll(" .*", ""), pair(ADAM, ADAM.replace("1e-3", "1e-3 " + item)));
        all.put("optimizerItem momentum", pair(SGD, SGD.replace("1e-3", "1e-3 momentum 0.9")));
        all.put(
                "optimizerItem nesterov",
                pair(SGD.replace("1e-3", "1e-3 momentum 0.9"), SGD.replace("1e-3", "1e-3 momentum 0.9 nesterov")));
        for (String kind : new String[] {"constant", "linear", "cosine", "inverse_sqrt"})
            all.put("scheduleKind " + kind, more("schedule " + kind));
        all.put("scheduleItem warm_up", more("schedule constant { warm_up 3 }"));
        for (String layers : new String[] {"layers", "encoder_layers"})
            all.put("layers " + layers, more("freeze " + layers + " 0 to 0"));
        all.put("loraItem rank", pair(ADAM + " lora { rank 2 }", ADAM + " lora { rank 3 }"));
        for (String item : new String[] {"alpha 3", "dropout 0.1", "on key"})
            all.put(
                    "loraItem " + item.replaceAll(" .*", ""),
                    pair(ADAM + " lora { rank 2 }", ADAM + " lora { rank 2 " + item + " }"));
        for (LowRank.Product product : LowRank.Product.values())
            all.put("adapted " + product.text(), more("lora { rank 2 on " + product.text() + " }"));
        return all;
    }

    private static Pair more(String setting) {
        return pair(ADAM, ADAM + " " + setting);
    }

    private static Pair pair(String one, String other) {
        return new Pair(train(one), train(other));
    }

    private static String train(String settings) {
        return " train { " + settings + "   loss mean_squared_error"
                + (settings.contains("epochs") ? "" : "   epochs 1") + " }";
    }
}
