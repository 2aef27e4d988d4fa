package dev.attar.compiler.syntax;

import dev.attar.compiler.syntax.Expression.Chain;
import dev.attar.compiler.syntax.Expression.Operator;
import java.util.List;

/**
 * A spec file as text again, one setting a line, without its comments: what {@code --emit=syntax} shows. Parsing the text
 * gives the same entries and expressions.
 */
public final class SyntaxPrinter {
    private final StringBuilder out = new StringBuilder();

    private SyntaxPrinter() {}

    public static String print(SpecFile file) {
        SyntaxPrinter printer = new SyntaxPrinter();
        file.models().forEach(model -> printer.entry(model, ""));
        return printer.out.toString();
    }

    private void entry(Entry entry, String indent) {
        out.append(indent).append(entry.keyword().text());
        String separator = " ";
        for (Argument argument : entry.arguments()) {
            boolean beside = entry.keyword().text().equals("freeze") && isBeside(argument);
            out.append(beside ? " " : separator).append(text(argument));
            separator = separator(entry.keyword().text());
        }
        entry.body().ifPresent(block -> body(block.entries(), indent));
        out.append('\n');
    }

    private void body(List<Entry> entries, String indent) {
        if (entries.isEmpty()) {
            out.append(" {}");
            return;
        }
        out.append(" {\n");
        entries.forEach(entry -> entry(entry, indent + "    "));
        out.append(indent).append('}');
    }

    /** What stands between the arguments of a keyword. */
    private static String separator(String keyword) {
        return switch (keyword) {
            case "let" -> " = ";
            case "metrics", "labels", "pool", "end", "forbid", "freeze", "on" -> ", ";
            default -> " ";
        };
    }

    /** In {@code freeze embeddings, layers 0 to 3} the numbers belong to the word before. */
    private static boolean isBeside(Argument argument) {
        return argument instanceof Expression
                || argument instanceof Word word && word.text().equals("to");
    }

    private static String text(Argument argument) {
        return switch (argument) {
            case Word word -> word.text();
            case Text text -> Text.quoted(text.value());
            case Expression expression -> text(expression);
        };
    }

    private static String text(Expression expression) {
        return switch (expression) {
            case Expression.Whole whole -> whole.digits();
            case Expression.Decimal decimal -> decimal.digits();
            case Expression.Unreadable _ -> "?";
            case Expression.Reference reference -> reference.name().text();
            case Expression.Negated negated -> "-" + inside(negated.operand(), false);
            case Chain chain -> chain(chain);
        };
    }

    private static String chain(Chain chain) {
        boolean sum = isSum(chain);
        StringBuilder text = new StringBuilder(inside(chain.first(), sum));
        chain.steps()
                .forEach(step -> text.append(' ')
                        .append(step.operator().sign())
                        .append(' ')
                        .append(inside(step.operand(), sum)));
        return text.toString();
    }

    /** In parentheses, unless it is a number, or a product within a sum. */
    private static String inside(Expression operand, boolean sum) {
        boolean bare = switch (operand) {
            case Chain chain -> sum && !isSum(chain);
            case Expression.Negated _ -> false;
            case Expression.Whole _, Expression.Decimal _, Expression.Unreadable _, Expression.Reference _ -> true;
        };
        return bare ? text(operand) : "(" + text(operand) + ")";
    }

    private static boolean isSum(Chain chain) {
        Operator operator = chain.steps().getFirst().operator();
        return operator == Operator.PLUS || operator == Operator.MINUS;
    }
}
