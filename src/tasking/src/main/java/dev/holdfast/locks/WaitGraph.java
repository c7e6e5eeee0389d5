package dev.holdfast.locks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom: the resources for which somebody waits, or that a person holds, each with its line.
 *
 * @param more whether there are further such resources
 */
public record WaitGraph(List<Line> lines, boolean more) {
    public WaitGraph {
        lines = List.copyOf(lines);
    }

    public static WaitGraph none() {
        return new WaitGraph(List.of(), false);
    }

    /**
     * The line at one resource.
     *
     * @param total    how many tasks stand in it, those included that are not listed
     * @param standers those who hold the resource, then those next to it, in order
     */
    public record Line(String resource, int total, List<Stander> standers) {
        public Line {
            standers = List.copyOf(standers);
        }
    }

    /** One who holds a resource or waits for it. */
    public sealed interface Stander {
        boolean exclusive();

        boolean holds();

        /** @param worker the worker that runs it; null while it waits */
        record OfTask(long id, String name, boolean exclusive, boolean holds, @Nullable String worker)
                implements
                    Stander {}

        /**
         * A session that runs no task, such as a person's.
         *
         * @param session the server's process id
         */
        record OfSession(int session, String application, boolean exclusive) implements Stander {
            @Override
            public boolean holds() {
                return true;
            }
        }
    }
}
