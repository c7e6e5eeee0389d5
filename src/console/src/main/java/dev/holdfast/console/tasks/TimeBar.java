package dev.holdfast.console.tasks;

import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.tasks.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/** How a task's time went: in line, until a worker took it, running. A bar for the eye, the same in words. */
public final class TimeBar extends GridPane {
    private static final double LEAST_PERCENT = 1;

    private final Map<TaskTimes.Part, Segment> segments = new EnumMap<>(TaskTimes.Part.class);
    private final Tooltip words = new Tooltip();

    private record Segment(Label label, ColumnConstraints column) {
        void show(Duration span, double percent) {
            column.setPercentWidth(percent < LEAST_PERCENT ? 0 : percent);
            label.setVisible(percent >= LEAST_PERCENT);
            label.setText(Spans.of(span));
        }
    }

    public TimeBar() {
        getStyleClass().add("time-bar");
        setAccessibleRole(AccessibleRole.TEXT);
        Tooltip.install(this, words);
        for (TaskTimes.Part part : TaskTimes.Part.values()) {
            var label = new Label();
            label.getStyleClass().addAll("part", part.word());
            label.setMaxWidth(Double.MAX_VALUE);
            label.setMinWidth(0);
            label.setTextOverrun(OverrunStyle.CLIP);
            var column = new ColumnConstraints();
            column.setMinWidth(0);
            getColumnConstraints().add(column);
            add(label, part.ordinal(), 0);
            segments.put(part, new Segment(label, column));
        }
    }

    void show(TaskSummary task, Instant now) {
        Map<TaskTimes.Part, Duration> parts = TaskTimes.parts(task, now);
        double all = Math.max(1, parts.values().stream().mapToLong(Duration::toMillis).sum());
        segments.forEach((part, segment) -> {
            Duration span = parts.getOrDefault(part, Duration.ZERO);
            segment.show(span, 100 * span.toMillis() / all);
        });
        String text = parts.entrySet()
                .stream()
                .map(part -> Words.of("time." + part.getKey().word(), Spans.of(part.getValue())))
                .collect(Collectors.joining(", "));
        words.setText(text);
        setAccessibleText(text);
    }
}
