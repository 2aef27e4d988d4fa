package dev.attar.compiler.schedule;

import dev.attar.compiler.loops.Buffer;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Sizes;
import dev.attar.compiler.loops.Statement;
import dev.attar.compiler.loops.Statement.LetIndex;
import dev.attar.compiler.loops.Substitution.Access;
import java.util.List;

/**
 * How plain code reads floats that lie as the vectors want them which take over later: in panels of 16 columns, or of 8, which a
 * call says ({@link Sizes#NARROW_PANELS}). Sixteen columns are as many floats either way, and begin at the same place:
 *
 * <pre>
 *  H = 0:   k=0 of columns 0 to 15, k=1 of columns 0 to 15, …
 *  H = 1:   k=0 of columns 0 to 7, k=1 of columns 0 to 7, …, then the same of columns 8 to 15
 * </pre>
 */
final class AnyPanel {
    /** Columns of the narrow panels. */
    static final int HALF = PanelProducts.PANEL / 2;

    private static final String ROW = "wRow";
    private static final String FIRST = "first";

    private AnyPanel() {}

    /** Term k of the column that is {@code lane} columns from the tile's first, among 16 columns that were fetched. */
    static Access access(Buffer weights, Index k, Index lane) {
        Buffer fetched = Fetches.fetched(weights, List.of(Index.name(ROW), Index.of(1)));
        return new Access(fetched, List.of(k, Index.name(FIRST).plus(lane)));
    }

    /** How far apart the terms of a column are. */
    static Statement row() {
        return new LetIndex(ROW, Index.of(PanelProducts.PANEL).minus(halved().times(HALF)));
    }

    /** Where the first column of a tile begins that is no wider than a narrow panel: {@code column} of 16, each of {@code terms}. */
    static Statement first(Index column, int terms) {
        Index inFront = Index.roundDown(column, HALF).times(halved()).times(terms - 1L);
        return new LetIndex(FIRST, column.plus(inFront));
    }

    private static Index halved() {
        return Index.name(Sizes.NARROW_PANELS);
    }
}
