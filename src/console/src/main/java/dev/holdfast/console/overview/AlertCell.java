package dev.holdfast.console.overview;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.View;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.Spans;
import dev.holdfast.console.widgets.Ticker;
import dev.holdfast.console.widgets.Tips;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.overview.Contention;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** One alert in a sentence that leads to what it is about, and for how long it has been so. */
final class AlertCell extends ListCell<Alert> {
    private final Links links;
    private final Ticker ticker;
    private final FontIcon icon = new FontIcon(Material2OutlinedAL.INFO);
    private final Link sentence = new Link();
    private final Label age = new Label();
    private final HBox line = new HBox(icon, sentence, new Region(), age);

    AlertCell(Links links, Ticker ticker) {
        this.links = links;
        this.ticker = ticker;
        HBox.setHgrow(line.getChildren().get(2), Priority.ALWAYS);
        line.getStyleClass().add("alert-line");
        sentence.setMinWidth(0);
        Tips.on(sentence, sentence::getText);
        age.setMinWidth(Region.USE_PREF_SIZE);
        age.getStyleClass().add("hint");
        line.setMinWidth(0);
        line.prefWidthProperty().bind(widthProperty().subtract(16));
        ticker.now().subscribe(now -> showAge());
    }

    @Override
    protected void updateItem(@Nullable Alert alert, boolean empty) {
        super.updateItem(alert, empty);
        if (empty || alert == null) {
            setGraphic(null);
            return;
        }
        icon.setIconCode(icon(alert));
        sentence.setText(sentence(alert));
        sentence.leadTo(() -> follow(alert));
        showAge();
        setGraphic(line);
    }

    private void showAge() {
        Alert alert = getItem();
        Instant since = alert == null ? null : alert.since();
        age.setText(since == null ? "" : Spans.of(Duration.between(since, ticker.now().get())));
    }

    private static String sentence(Alert alert) {
        return switch (alert) {
            case Alert.Blocking(Contention line) ->
                Words.of("overview.alert.blocking", Long.toString(Objects.requireNonNull(line.head())),
                        Objects.requireNonNullElse(line.headName(), ""), line.resource(), line.waiting());
            case Alert.NobodyServes nobody ->
                Words.of("overview.alert.unserved", nobody.tasks().tasks(), nobody.tasks().handler());
            case Alert.NoWorker none -> Words.of("overview.alert.nobody", none.ready());
            case Alert.Unsettled unsettled -> Words.of("overview.alert.unsettled", unsettled.tasks());
            case Alert.HeldUp held -> Words.of("overview.alert.held", held.tasks());
            case Alert.Lost lost -> Words.of("overview.alert.lost", lost.worker().name(), lost.worker().host());
        };
    }

    private static Ikon icon(Alert alert) {
        return switch (alert) {
            case Alert.Blocking blocking -> Material2OutlinedAL.HOURGLASS_TOP;
            case Alert.NobodyServes nobody -> Material2OutlinedAL.HELP_OUTLINE;
            case Alert.NoWorker none -> Material2OutlinedMZ.POWER_SETTINGS_NEW;
            case Alert.Unsettled unsettled -> Material2OutlinedMZ.POWER_SETTINGS_NEW;
            case Alert.HeldUp held -> Material2OutlinedMZ.PAN_TOOL;
            case Alert.Lost lost -> Material2OutlinedAL.LINK_OFF;
        };
    }

    private void follow(Alert alert) {
        switch (alert) {
            case Alert.Blocking blocking -> links.task(Objects.requireNonNull(blocking.line().head()));
            case Alert.NobodyServes nobody -> links.tasks("state:ready");
            case Alert.NoWorker none -> links.view(View.WORKERS);
            case Alert.Unsettled unsettled -> links.view(View.WORKERS);
            case Alert.HeldUp held -> links.view(View.LOCKS);
            case Alert.Lost lost -> links.worker(lost.worker().name());
        }
    }
}
