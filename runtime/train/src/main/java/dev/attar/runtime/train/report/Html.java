package dev.attar.runtime.train.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Words and numbers as HTML shows them. */
final class Html {
    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Four digits that count; large whole numbers in full. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-3 && size < 1e7 ? rounded.toPlainString() : rounded.toString();
    }
}
