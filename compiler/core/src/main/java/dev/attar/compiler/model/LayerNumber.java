package dev.attar.compiler.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code *}, {@code *+1}, {@code *+2} … in a name, which stands for the number of a layer or of one so many after it. */
public final class LayerNumber {
    private static final Pattern PLACE = Pattern.compile("\\*(?:\\+(\\d+))?");

    private LayerNumber() {}

    /** The name for one layer. */
    public static String in(String name, int layer) {
        return PLACE.matcher(name).replaceAll(found -> Integer.toString(layer + plus(found.group(1))));
    }

    /** How many layers after that of the repeat is meant. */
    static int after(String name) {
        Matcher place = PLACE.matcher(name);
        return place.find() ? plus(place.group(1)) : 0;
    }

    /** The name with {@code *} moved so many layers on. */
    static String moved(String name, int layers) {
        int after = after(name) + layers;
        return PLACE.matcher(name).replaceAll(after == 0 ? "*" : "*+" + after);
    }

    private static int plus(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
