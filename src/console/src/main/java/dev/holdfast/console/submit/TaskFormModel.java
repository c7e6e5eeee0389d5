package dev.holdfast.console.submit;

import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskOptions;
import dev.holdfast.tasks.Tasks;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What stands in the form, and what is wrong with it. What was typed stays until it has been submitted. */
public final class TaskFormModel {
    private final Live live;
    private final Tasks tasks;
    private final Background background;

    private final Map<Field, StringProperty> fields = new EnumMap<>(Field.class);
    private final ReadOnlyObjectWrapper<Map<Field, String>> problems = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private @Nullable TaskOptions again;

    public TaskFormModel(Live live, Tasks tasks, Background background) {
        this.live = live;
        this.tasks = tasks;
        this.background = background;
        TaskDraft.empty().texts().forEach((field, text) -> fields.put(field, new SimpleStringProperty(text)));
    }

    // Properties

    StringProperty field(Field field) {
        return Objects.requireNonNull(fields.get(field));
    }

    /** In words, by the field; found when it was to be submitted. */
    ReadOnlyObjectProperty<Map<Field, String>> problems() {
        return problems.getReadOnlyProperty();
    }

    /** What the database says against it; empty where it says nothing. */
    ReadOnlyStringProperty refusal() {
        return refusal.getReadOnlyProperty();
    }

    /** True while the database is asked. */
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** What the workers that are online can run. */
    List<String> handlers() {
        return live.snapshot()
                .get()
                .workers()
                .stream()
                .filter(worker -> worker.alive())
                .flatMap(worker -> worker.handlers().stream())
                .distinct()
                .sorted()
                .toList();
    }

    // Commands

    /** Begins with what a task had; null goes on with what was typed last. */
    void begin(@Nullable Task task) {
        problems.set(Map.of());
        refusal.set("");
        if (task != null) {
            show(TaskDraft.of(task));
        }
    }

    /** @param done told the id of the new task */
    void submit(LongConsumer done) {
        TaskDraft draft = draft();
        problems.set(draft.problems(live.now()));
        refusal.set("");
        if (busy.get() || !problems.get().isEmpty()) {
            return;
        }
        busy.set(true);
        background.run(() -> tasks.submit(draft.request(live.now())), id -> {
            busy.set(false);
            show(TaskDraft.empty());
            live.refresh();
            done.accept(id);
        }, this::refused);
    }

    private void refused(Throwable failure) {
        busy.set(false);
        refusal.set(Words.failure(failure));
    }

    private TaskDraft draft() {
        var texts = new EnumMap<Field, String>(Field.class);
        fields.forEach((field, text) -> texts.put(field, text.get() == null ? "" : text.get()));
        return new TaskDraft(texts, again);
    }

    private void show(TaskDraft draft) {
        draft.texts().forEach((field, text) -> field(field).set(text));
        again = draft.again();
    }
}
