package dev.attar.compiler.check;

import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** E0204, with the numbers that would have worked. */
final class HeadsDoNotDivide {
    private HeadsDoNotDivide() {}

    static Diagnostic diagnostic(Setting<Integer> heads, Setting<Integer> width) {
        int count = heads.get();
        int channels = width.get();
        int rest = channels % count;
        return Diagnostic.of(
                        Code.HEADS_DO_NOT_DIVIDE_WIDTH,
                        heads.at(),
                        count + " heads do not divide a width of " + channels)
                .and(width.at(), "width given here")
                .saying("leaves " + rest + (rest == 1 ? " channel" : " channels") + " over")
                .hint(nearestDivisors(count, channels) + "; or choose a width such as "
                        + nearestMultiple(count, channels));
    }

    /** The nearest smaller divisor and the two next larger ones. */
    private static String nearestDivisors(int heads, int width) {
        List<String> divisors = Stream.concat(
                        IntStream.iterate(heads - 1, n -> n > 0, n -> n - 1)
                                .filter(n -> width % n == 0)
                                .limit(1)
                                .boxed(),
                        IntStream.range(heads + 1, width)
                                .filter(n -> width % n == 0)
                                .limit(2)
                                .boxed())
                .map(String::valueOf)
                .toList();
        return (divisors.size() == 1 ? "nearest divisor: " : "nearest divisors: ") + String.join(", ", divisors);
    }

    private static int nearestMultiple(int heads, int width) {
        int below = width - width % heads;
        int above = below + heads;
        return below > 0 && (above > Limits.MAX_DIMENSION || width - below < above - width) ? below : above;
    }
}
