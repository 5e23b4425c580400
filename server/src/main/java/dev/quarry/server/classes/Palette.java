package dev.quarry.server.classes;

import java.util.Collection;
import java.util.List;

/**
 * Colours for classes that nobody chose a colour for. Each has a contrast of at least 3 : 1 against the light and the dark
 * page, and they were picked one after the other so that each is as far from those before it as can be, also for people who
 * do not tell red from green. A colour never stands alone: the name is always beside it.
 */
public final class Palette {

    /** All of them, in the order in which they are given. */
    public static final List<String> COLOURS = List.of(
            "#1177cc", "#dd0000", "#886677", "#cc7766", "#4499aa", "#2255ff", "#337733", "#9977ff", "#aa44aa",
            "#dd1166", "#aa8800", "#dd6699", "#6688cc", "#cc00dd", "#009988", "#aa7744", "#aa5544", "#996699",
            "#ff11dd", "#557755");

    private Palette() {}

    /** The colour that is used least so far, the first of those that tie. */
    public static String next(Collection<String> used) {
        String best = COLOURS.getFirst();
        long least = Long.MAX_VALUE;
        for (String colour : COLOURS) {
            long count = used.stream().filter(colour::equalsIgnoreCase).count();
            if (count < least) {
                best = colour;
                least = count;
            }
        }
        return best;
    }
}
