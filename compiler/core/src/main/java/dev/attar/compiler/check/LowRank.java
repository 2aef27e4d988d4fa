package dev.attar.compiler.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Low-rank adapters: a product x Wᵀ becomes x Wᵀ + (alpha / rank) (x Aᵀ) Bᵀ, with A (rank, K) and B (N, rank), which learn instead of
 * W (N, K). B begins as 0, so training begins with the model as it is.
 *
 * <p>Source: Hu et al. 2021, section 4.1.
 *
 * @param alpha of the factor alpha / rank
 * @param dropout on what A reads, while training
 * @param products which products have adapters, in all layers of all stacks
 */
public record LowRank(int rank, double alpha, double dropout, Set<Product> products) {
    private static final String WEIGHT = ".weight";
    private static final String DOWN = ".lora.a";
    private static final String UP = ".lora.b";
    private static final Pattern OF_STACK = Pattern.compile("(?:encoder|decoder)\\..*\\.([a-z]+)\\.weight");

    /** The products of a layer, by what they are called in the names of their weights. */
    public enum Product {
        QUERY,
        KEY,
        VALUE,
        OUTPUT,
        UP,
        GATE,
        DOWN;

        /** As it is written: {@code query}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Product named(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public LowRank {
        ModelSpec.demand(rank >= 1 && rank <= Limits.MAX_DIMENSION, "rank", rank);
        ModelSpec.demand(DecimalRange.SCALE.contains(alpha), "alpha", alpha);
        ModelSpec.demand(DecimalRange.PROBABILITY.contains(dropout), "dropout", dropout);
        ModelSpec.demand(!products.isEmpty(), "products", products);
        products = Set.copyOf(products);
    }

    /** Of queries and values, with an alpha of twice the rank, and no dropout. */
    public static LowRank of(int rank) {
        return new LowRank(rank, 2.0 * rank, 0, EnumSet.of(Product.QUERY, Product.VALUE));
    }

    public LowRank withAlpha(double changed) {
        return new LowRank(rank, changed, dropout, products);
    }

    public LowRank withDropout(double rate) {
        return new LowRank(rank, alpha, rate, products);
    }

    public LowRank on(Set<Product> some) {
        return new LowRank(rank, alpha, dropout, some);
    }

    /** What the product of both matrices is multiplied by. */
    public double scale() {
        return alpha / rank;
    }

    /** In the order in which they are declared. */
    public List<Product> inOrder() {
        return List.copyOf(EnumSet.copyOf(products));
    }

    /** Whether the product of this weight has an adapter. */
    public boolean adapts(String weight) {
        Matcher matcher = OF_STACK.matcher(weight);
        return matcher.matches()
                && products.stream().anyMatch(product -> product.text().equals(matcher.group(1)));
    }

    /** The name of A, of the adapter of a weight. */
    public static String down(String weight) {
        return stem(weight) + DOWN;
    }

    /** The name of B, of the adapter of a weight. */
    public static String up(String weight) {
        return stem(weight) + UP;
    }

    /** Whether a parameter is A of an adapter. */
    public static boolean isDown(String parameter) {
        return parameter.endsWith(DOWN);
    }

    /** Whether a parameter is B of an adapter. */
    public static boolean isUp(String parameter) {
        return parameter.endsWith(UP);
    }

    private static String stem(String weight) {
        return weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) : weight;
    }
}
