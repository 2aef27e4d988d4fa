package dev.attar.compiler.check;

import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.NormKind;
import dev.attar.compiler.source.Code;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Report;
import dev.attar.compiler.source.Span;
import dev.attar.compiler.syntax.Block;
import dev.attar.compiler.syntax.Entry;
import dev.attar.compiler.syntax.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of one block, by keyword. Says what is missing, given twice or out of range; and since nothing that was written
 * may be ignored, {@link #close} fails when a setting was never asked for.
 */
final class Fields {
    private final Entry owner;
    private final Constants constants;
    private final Report report;
    private final Map<String, List<Entry>> unread = new LinkedHashMap<>();

    Fields(Entry owner, Constants constants, Report report) {
        this.owner = owner;
        this.constants = constants;
        this.report = report;
        for (Entry entry : owner.entries()) {
            unread.computeIfAbsent(entry.keyword().text(), key -> new ArrayList<>())
                    .add(entry);
        }
    }

    /** The settings of a block inside this one. */
    Fields of(Entry inner) {
        return new Fields(inner, constants, report);
    }

    Span at() {
        return owner.at();
    }

    void refuse(Diagnostic diagnostic) {
        report.add(diagnostic);
    }

    /** Every setting that begins with {@code keyword}. */
    List<Entry> all(String keyword) {
        Optional<List<Entry>> found = Optional.ofNullable(unread.remove(keyword));
        return found.orElse(List.of());
    }

    /** The setting, if it is there; only once. */
    Optional<Entry> optional(String keyword) {
        List<Entry> found = all(keyword);
        for (Entry more : found.subList(Math.min(1, found.size()), found.size())) {
            report.add(Diagnostic.of(Code.SET_TWICE, more.at(), "`" + keyword + "` is given a second time in " + name())
                    .and(found.getFirst().at(), "first here")
                    .hint("keep one of them"));
        }
        return found.stream().findFirst();
    }

    /** The setting, if it is there, without being done with it. */
    Optional<Entry> peek(String keyword) {
        return unread.getOrDefault(keyword, List.of()).stream().findFirst();
    }

    /** The setting, which must be there. */
    Optional<Entry> required(String keyword) {
        Optional<Entry> found = optional(keyword);
        if (found.isEmpty() && !isDamaged()) {
            report.add(Diagnostic.of(Code.MISSING, owner.at(), name() + " needs `" + keyword + "`")
                    .hint("add `" + Example.of(keyword) + "`"));
        }
        return found;
    }

    boolean flag(String keyword) {
        return optional(keyword).isPresent();
    }

    Setting<Integer> whole(String keyword, Range range) {
        return required(keyword).map(entry -> whole(keyword, entry, range)).orElse(Setting.refused(at()));
    }

    Setting<Integer> whole(String keyword, Range range, int otherwise) {
        return optional(keyword).map(entry -> whole(keyword, entry, range)).orElse(Setting.of(otherwise, at()));
    }

    /** The number in {@code entry}, which is called {@code name} in messages. */
    Setting<Integer> whole(String name, Entry entry, Range range) {
        return whole(name, entry.expression().orElseThrow(), range);
    }

    /** The value of {@code expression}, which is called {@code name} in messages. */
    Setting<Integer> whole(String name, Expression expression, Range range) {
        Span at = expression.at();
        return constants
                .evaluate(expression)
                .map(number -> switch (number) {
                    case Arithmetic.Number.Whole(long value) when range.contains(value) -> Setting.of((int) value, at);
                    case Arithmetic.Number.Whole(long value) ->
                        this.<Integer>outOfRange(Code.INTEGER_OUT_OF_RANGE, at, name, range, value);
                    case Arithmetic.Number.Decimal(double value) -> {
                        report.add(Diagnostic.of(
                                Code.NOT_AN_INTEGER,
                                at,
                                "`" + name + "` is an integer, this is " + Decimals.shortest(value)));
                        yield Setting.<Integer>refused(at);
                    }
                })
                .orElse(Setting.refused(at));
    }

    Setting<Double> decimal(String keyword, DecimalRange range) {
        return required(keyword).map(entry -> decimal(entry, range)).orElse(Setting.refused(at()));
    }

    Setting<Double> decimal(String keyword, DecimalRange range, double otherwise) {
        return optional(keyword).map(entry -> decimal(entry, range)).orElse(Setting.of(otherwise, at()));
    }

    Setting<Double> decimal(Entry entry, DecimalRange range) {
        Expression expression = entry.expression().orElseThrow();
        Span at = expression.at();
        return constants
                .evaluate(expression)
                .map(number -> switch (number) {
                    case Arithmetic.Number.Whole(long value) -> (double) value;
                    case Arithmetic.Number.Decimal(double value) -> value;
                })
                .map(value -> range.contains(value)
                        ? Setting.of(value + 0.0, at)
                        : this.<Double>outOfRange(
                                Code.DECIMAL_OUT_OF_RANGE, at, entry.keyword().text(), range, Decimals.shortest(value)))
                .orElse(Setting.refused(at));
    }

    private <T> Setting<T> outOfRange(Code code, Span at, String name, Object range, Object value) {
        report.add(Diagnostic.of(code, at, "`" + name + "` must be " + range + ", this is " + value));
        return Setting.refused(at);
    }

    /** The word after the keyword; the grammar allows exactly the names of the constants, in lower case. */
    <E extends Enum<E>> Setting<E> word(String keyword, Class<E> type) {
        return required(keyword)
                .map(entry -> Setting.of(
                        constant(entry.word(0).text(), type), entry.word(0).at()))
                .orElse(Setting.refused(at()));
    }

    static <E extends Enum<E>> E constant(String word, Class<E> type) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    Supplier<Optional<Norm>> optionalNorm() {
        Optional<Supplier<Norm>> norm = optional("norm").map(this::norm);
        return () -> norm.map(Supplier::get);
    }

    Supplier<Norm> requiredNorm() {
        return required("norm").map(this::norm).orElse(Setting.refused(at()));
    }

    Supplier<Norm> norm(Entry entry) {
        NormKind kind = constant(entry.word(0).text(), NormKind.class);
        Fields fields = of(entry);
        double usual = kind == NormKind.RMS ? Limits.DEFAULT_RMS_EPSILON : Limits.DEFAULT_EPSILON;
        Setting<Double> epsilon = fields.decimal("epsilon", DecimalRange.EPSILON, usual);
        boolean scale = !fields.flag("scale");
        boolean bias = !fields.flag("bias") && scale && kind == NormKind.LAYER;
        fields.close();
        return () -> new Norm(kind, epsilon.get(), bias, scale);
    }

    /** {@code scale}: a number, or a word for one that depends on the width of the model. */
    Optional<Supplier<Double>> scale(Setting<Integer> width) {
        return optional("scale").map(entry -> {
            if (entry.expression().isPresent()) {
                return decimal(entry, DecimalRange.SCALE);
            }
            return switch (entry.word(0).text()) {
                case "none" -> () -> 1.0;
                case "sqrt_width" -> () -> Math.sqrt(width.get());
                case "inverse_sqrt_width" -> () -> 1 / Math.sqrt(width.get());
                default -> throw new IllegalStateException("the checker does not know scale " + entry.word(0));
            };
        });
    }

    /** {@code bias}. */
    Bias bias(Bias otherwise) {
        return optional("bias")
                .map(entry -> constant(entry.word(0).text(), Bias.class))
                .orElse(otherwise);
    }

    /** Refuses a setting that changes nothing where it stands. */
    void refuseWithoutEffect(Entry entry, String message, String hint) {
        report.add(Diagnostic.of(
                        Code.WITHOUT_EFFECT, entry.at(), "`" + entry.keyword().text() + "` has no effect " + message)
                .hint(hint));
    }

    /** To be called when every setting was asked for. */
    void close() {
        if (!unread.isEmpty()) {
            throw new IllegalStateException("the checker does not know " + unread.keySet() + " in " + name());
        }
    }

    private boolean isDamaged() {
        return owner.body().map(Block::damaged).orElse(false);
    }

    private String name() {
        String keyword = owner.keyword().text();
        boolean two = keyword.equals("head") || keyword.equals("cross") || keyword.equals("scaling");
        return two ? "`" + keyword + " " + owner.word(0).text() + "`" : "`" + keyword + "`";
    }
}
