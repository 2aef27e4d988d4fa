package dev.attar.compiler.syntax;

import dev.attar.compiler.source.Span;
import dev.attar.compiler.syntax.Expression.Operator;
import dev.attar.compiler.syntax.Expression.Step;
import dev.attar.grammar.AttarLexer;
import dev.attar.grammar.AttarParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Turns ANTLR's parse tree into entries. It knows no keyword: an entry is a word, then words, sums and texts, then perhaps braces
 * with entries between them, so a new setting in the grammar needs nothing here.
 */
final class TreeReader {
    List<Entry> models(AttarParser.SpecContext spec) {
        return spec.model().stream().map(this::entry).flatMap(Optional::stream).toList();
    }

    /** Nothing, when the entry could not be read. */
    private Optional<Entry> entry(ParserRuleContext context) {
        return new Assembly().add(context).entry();
    }

    /** One entry in the making. */
    private final class Assembly {
        private Word keyword;
        private final List<Argument> arguments = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private Span body;
        private boolean broken;
        private boolean damaged;

        Assembly add(ParserRuleContext context) {
            if (context.exception != null || context.getChildCount() == 0) {
                spoil();
            }
            for (int i = 0; i < context.getChildCount(); i++) {
                add(context.getChild(i));
            }
            return this;
        }

        private void add(ParseTree child) {
            switch (child) {
                case ErrorNode _ -> spoil();
                case TerminalNode node -> add(node.getSymbol());
                case AttarParser.SumContext sum -> chain(sum).ifPresentOrElse(arguments::add, this::spoil);
                case ParserRuleContext inner when body == null -> add(inner);
                case ParserRuleContext inner -> TreeReader.this.entry(inner).ifPresentOrElse(entries::add, this::spoil);
                default -> throw new IllegalStateException(child.toStringTree());
            }
        }

        private void add(Token token) {
            int type = token.getType();
            if (type == Tokens.OPEN_BRACE) {
                body = Tokens.span(token);
            } else if (type == Tokens.CLOSE_BRACE && body != null) {
                body = body.to(Tokens.span(token));
            } else if (type == AttarLexer.TEXT) {
                Span at = Tokens.span(token);
                arguments.add(new Text(Text.value(token.getText()).orElse(""), at));
            } else if (Tokens.isWord(type)) {
                Word word = new Word(token.getText(), Tokens.span(token));
                if (keyword == null) {
                    keyword = word;
                } else {
                    arguments.add(word);
                }
            }
        }

        /** What is wrong before the braces makes the entry unreadable; between them, only incomplete. */
        private void spoil() {
            if (body == null) {
                broken = true;
            } else {
                damaged = true;
            }
        }

        Optional<Entry> entry() {
            if (broken || keyword == null) {
                return Optional.empty();
            }
            Optional<Block> block = Optional.ofNullable(body).map(at -> new Block(entries, at, damaged));
            return Optional.of(new Entry(keyword, arguments, block));
        }
    }

    /** A sum of products, or a product of factors: operands at even places, operators between them. */
    private Optional<Expression> chain(ParserRuleContext context) {
        if (context.exception != null || context.getChildCount() % 2 == 0) {
            return Optional.empty();
        }
        Optional<Expression> first = operand(context.getChild(0));
        List<Step> steps = new ArrayList<>();
        Span at = first.map(Expression::at).orElse(null);
        for (int i = 1; i < context.getChildCount(); i += 2) {
            Optional<Expression> next = operand(context.getChild(i + 1));
            if (at == null || next.isEmpty() || context.getChild(i) instanceof ErrorNode) {
                return Optional.empty();
            }
            steps.add(new Step(Operator.of(context.getChild(i).getText()), next.get()));
            at = at.to(next.get().at());
        }
        Span whole = at;
        return steps.isEmpty() ? first : first.map(start -> new Expression.Chain(start, steps, whole));
    }

    private Optional<Expression> operand(ParseTree tree) {
        return switch (tree) {
            case AttarParser.ProductContext product -> chain(product);
            case AttarParser.FactorContext factor -> factor(factor);
            default -> Optional.empty();
        };
    }

    private Optional<Expression> factor(AttarParser.FactorContext factor) {
        if (factor.exception != null || factor.atom() == null) {
            return Optional.empty();
        }
        Optional<Expression> atom = atom(factor.atom());
        ParseTree first = factor.getChild(0);
        boolean negative = first instanceof TerminalNode && !(first instanceof ErrorNode);
        if (!negative) {
            return atom;
        }
        Span sign = Tokens.span(factor.getStart());
        return atom.map(operand -> new Expression.Negated(operand, sign.to(operand.at())));
    }

    private Optional<Expression> atom(AttarParser.AtomContext atom) {
        if (atom.exception != null || atom.getChild(0) instanceof ErrorNode) {
            return Optional.empty();
        }
        if (atom.sum() != null) {
            return chain(atom.sum());
        }
        Token token = atom.getStart();
        String text = token.getText();
        Span at = Tokens.span(token);
        return Optional.of(
                switch (token.getType()) {
                    case AttarLexer.INTEGER -> new Expression.Whole(text, at);
                    case AttarLexer.DECIMAL -> new Expression.Decimal(text, at);
                    case AttarLexer.BAD_NUMBER -> new Expression.Unreadable(at);
                    default -> new Expression.Reference(new Word(text, at));
                });
    }
}
