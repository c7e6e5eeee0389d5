package dev.holdfast.console.tasks;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.tasks.Token.Key;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Links from a task to those that it has to do with. */
final class Relatives {
    private static final int OF_A_KIND = 10;

    private final Links links;
    private final List<Link> found = new ArrayList<>();

    private Relatives(Links links) {
        this.links = links;
    }

    /** To parent, children, prerequisites, retries, its group, and what it keeps waiting. */
    static List<Link> of(Task task, Links links) {
        var relatives = new Relatives(links);
        relatives.add("relative.parent", ofNullable(task.parent()));
        relatives.add("relative.child", task.children());
        relatives.add("relative.after", task.options().after());
        relatives.add("relative.retries", ofNullable(task.retryOf()));
        relatives.add("relative.retried", ofNullable(task.retriedBy()));
        String group = task.options().group();
        if (group != null) {
            relatives.filter(Words.of("relative.group", group), Key.GROUP.typed() + Token.quoted(group));
        }
        if (!task.state().isFinal()) {
            relatives.filter(Words.of("relative.behind"), Key.BLOCKED_BY.typed() + task.id());
        }
        return relatives.found;
    }

    private void add(String key, Collection<Long> ids) {
        ids.stream()
                .limit(OF_A_KIND)
                .forEach(id -> found.add(new Link(Words.of(key, Long.toString(id)), () -> links.task(id))));
    }

    private void filter(String text, String filter) {
        found.add(new Link(text, () -> links.tasks(filter)));
    }

    private static List<Long> ofNullable(@Nullable Long id) {
        return Stream.ofNullable(id).toList();
    }
}
