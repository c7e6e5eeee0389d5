package dev.holdfast.whatif;

import dev.holdfast.whatif.Consequence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that an action would lead to, in the order in which it is told. Immutable. */
public record Consequences(List<Consequence> all) {
    private static final int NAMED = 3;

    public Consequences {
        all = List.copyOf(all);
    }

    public List<Consequence> of(Kind kind) {
        return all.stream().filter(one -> one.kind() == kind).toList();
    }

    /** The ids of the tasks to which this happens. */
    public List<Long> tasks(Kind kind) {
        return of(kind).stream().map(one -> Objects.requireNonNull(one.taskId())).toList();
    }

    /** How many tasks stand nearer to the front, and go on waiting. */
    public int movesUp() {
        return of(Kind.MOVES_UP).stream().mapToInt(Consequence::count).sum();
    }

    /** Such as "frees repo/A; 920 (gc) starts next; 3 more move up". */
    public String sentence() {
        var parts = new ArrayList<String>();
        say(parts, Kind.FREES, "frees ", Consequences::resource, "");
        say(parts, Kind.PASSES, "", one -> one.resource() + " goes to " + one.detail(), "");
        say(parts, Kind.STARTS, "", Consequences::task, verb(Kind.STARTS, " starts next", " start next"));
        say(parts, Kind.READY, "", Consequences::task, verb(Kind.READY, " is first in line then and waits for a worker",
                " are first in line then and wait for a worker"));
        say(parts, Kind.HELD, "", one -> task(one) + " is first in line then, but " + one.detail(), "");
        say(parts, Kind.ENTERS, "", Consequences::task,
                verb(Kind.ENTERS, " goes on, to its place in line", " go on, to their places in line"));
        say(parts, Kind.SKIPPED, "", Consequences::task,
                verb(Kind.SKIPPED, " comes after it and is skipped", " come after it and are skipped"));
        say(parts, Kind.STRANDS, "no other worker runs ", Consequences::stranded, "");
        if (movesUp() > 0) {
            parts.add(movesUp() + verbOf(movesUp(), " more moves up", " more move up"));
        }
        return parts.isEmpty() ? "no other task moves" : String.join("; ", parts);
    }

    /** The first few by name, and how many more. */
    private void say(List<String> parts, Kind kind, String before, Function<Consequence, String> name, String after) {
        List<Consequence> found = of(kind);
        if (!found.isEmpty()) {
            String named = found.stream().limit(NAMED).map(name).collect(Collectors.joining(", "));
            String more = found.size() > NAMED ? " and " + (found.size() - NAMED) + " more" : "";
            parts.add(before + named + more + after);
        }
    }

    private String verb(Kind kind, String ofOne, String ofMany) {
        return verbOf(of(kind).size(), ofOne, ofMany);
    }

    private static String verbOf(int count, String ofOne, String ofMany) {
        return count == 1 ? ofOne : ofMany;
    }

    private static String stranded(Consequence one) {
        return one.detail() + ", for which " + one.count() + verbOf(one.count(), " task waits", " tasks wait");
    }

    private static String resource(Consequence one) {
        return Objects.requireNonNull(one.resource());
    }

    private static String task(Consequence one) {
        return one.taskId() + " (" + one.taskName() + ")";
    }
}
