package dev.holdfast.cli.tasks;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.cli.terminal.Times;
import dev.holdfast.tasks.TaskGroup;
import dev.holdfast.tasks.TaskState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "groups", description = "Lists groups of tasks with their counts, the newest first.", footer = {
        "  holdfast submit part-1 --group import -- ./import.sh 1",
        "  holdfast groups",
        "  holdfast cancel --group import"})
final class GroupList implements Runnable {
    private static final int MOST = 1000;

    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    GroupList(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        List<TaskGroup> groups = session.groups().list(MOST);
        Table table = new Table().left("GROUP").right("AGE").left("TASKS");
        groups.forEach(group -> table.row(group.name(), Times.ago(group.created()), counts(group)));
        output.print(session.terminal(), groups, table, "there is no group");
    }

    /** Such as {@code group import: 3 completed, 1 failed}. */
    static String sentence(TaskGroup group) {
        return "group " + group.name() + ": " + counts(group);
    }

    private static String counts(TaskGroup group) {
        String counts = Arrays.stream(TaskState.values())
                .filter(state -> group.of(state) > 0)
                .map(state -> group.of(state) + " " + state.word())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "no tasks" : counts;
    }
}
