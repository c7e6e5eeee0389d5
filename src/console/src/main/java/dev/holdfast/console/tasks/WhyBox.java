package dev.holdfast.console.tasks;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.links.View;
import dev.holdfast.console.reading.Outlook;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.Nodes;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.forecast.Forecast.NoBasis;
import dev.holdfast.forecast.Forecast.Start;
import dev.holdfast.forecast.Forecast;
import dev.holdfast.tasks.Clause;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Why a task waits, and for how long it is likely to: the sentence with a line for each of its clauses, which leads to what
 * it is about and has the query that proves it one click away.
 */
public final class WhyBox extends VBox {
    private static final int LINES = 12;

    private final VBox clauses = new VBox();
    private final Label more = new Label();
    private final Label forecast = new Label();
    private List<Clause> shown = List.of();

    public WhyBox() {
        getStyleClass().add("why");
        more.getStyleClass().add("hint");
        forecast.setId("forecast");
        forecast.getStyleClass().add("hint");
        forecast.setWrapText(true);
        forecast.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(clauses, more, forecast);
        getChildren().forEach(child -> child.managedProperty().bind(child.visibleProperty()));
    }

    void show(Outlook outlook, Links links) {
        List<Clause> wanted = outlook.clauses().stream().limit(LINES).toList();
        if (!subjects(wanted).equals(subjects(shown))) {
            clauses.getChildren().setAll(wanted.stream().map(clause -> new Line(clause, links)).toList());
        }
        shown = wanted;
        for (int i = 0; i < wanted.size(); i++) {
            ((Line) clauses.getChildren().get(i)).show(wanted.get(i));
        }
        int others = outlook.clauses().size() - wanted.size();
        more.setText(Words.of("why.more", others));
        more.setVisible(others > 0);
        forecast.setText(outlook.forecast() == null ? "" : text(outlook.forecast()));
        forecast.setVisible(outlook.forecast() != null);
        Nodes.show(this, !wanted.isEmpty());
    }

    /** What stays the same while the times in the texts change: a line that has the focus is to keep it. */
    private static List<String> subjects(List<Clause> clauses) {
        return clauses.stream().map(clause -> clause.kind() + " " + clause.subject()).toList();
    }

    private static String text(Forecast forecast) {
        return switch (forecast) {
            case Start start -> Words.of("why.forecast", span(start.likelySeconds()), span(start.slowSeconds()),
                    start.before(), start.runs());
            case NoBasis none -> Words.of("why.forecast.none",
                    Words.constant("why.lack.", none.lack(), Long.toString(none.task()), none.name()));
        };
    }

    private static String span(double seconds) {
        return Spans.of(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    /** Where a clause leads; null for what is no thing that could be looked at. */
    static @Nullable Place place(Clause clause) {
        String subject = clause.subject();
        return switch (clause.kind()) {
            case "resource" -> new Place.OfResource(subject);
            case "order", "after", "priority" -> new Place.OfTask(Long.parseLong(subject));
            case "held" -> new Place.OfSession(Integer.parseInt(subject));
            case "recovering", "manager" -> subject.isEmpty() ? null : new Place.OfWorker(subject);
            case "handler", "worker" -> new Place.At(View.WORKERS);
            default -> null;
        };
    }

    private static final class Line extends HBox {
        private final Labeled text;
        private Clause clause;

        Line(Clause clause, Links links) {
            this.clause = clause;
            Place place = place(clause);
            text = place == null ? new Label() : new Link("", () -> links.go(Objects.requireNonNull(place)));
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(text, Priority.ALWAYS);
            var sql = new Button(Words.of("why.sql"));
            sql.getStyleClass().addAll("small", "flat");
            sql.setMinWidth(Region.USE_PREF_SIZE);
            sql.setTooltip(new Tooltip(Words.of("why.sql.help")));
            sql.setOnAction(event -> Dialogs.text(this, this.clause.text(), this.clause.proof()));
            getStyleClass().add("clause");
            getChildren().addAll(text, sql);
        }

        void show(Clause clause) {
            this.clause = clause;
            text.setText(clause.text());
        }
    }
}
