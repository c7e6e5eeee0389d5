package dev.holdfast.console.workers;

import dev.holdfast.console.widgets.Clip;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;

/** A window with what the threads of a worker did at one moment. */
public final class ThreadsController {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 640;

    private final String text;

    @FXML
    private TextField search;
    @FXML
    private Label found;
    @FXML
    private TextArea dump;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    ThreadsController(String text) {
        this.text = text;
    }

    @FXML
    private void initialize() {
        dump.setText(text);
        search.textProperty().subscribe((before, now) -> find(0));
    }

    void show(Window owner, String worker) {
        var stage = new Stage();
        stage.initOwner(owner);
        stage.setTitle(Words.of("threads.title", worker));
        var scene = new Scene(Fxml.load(this), WIDTH, HEIGHT);
        scene.getStylesheets().setAll(owner.getScene().getStylesheets());
        stage.setScene(scene);
        stage.show();
    }

    @FXML
    private void next() {
        find(dump.getSelection().getEnd());
    }

    @FXML
    private void copy() {
        Clip.copy(text);
    }

    /** Selects the next place from there on, else the first. */
    private void find(int from) {
        String wanted = search.getText().toLowerCase(Locale.ROOT);
        String all = text.toLowerCase(Locale.ROOT);
        int place = wanted.isEmpty() ? -1 : all.indexOf(wanted, from);
        if (place < 0 && !wanted.isEmpty()) {
            place = all.indexOf(wanted);
        }
        found.setText(place < 0 && !wanted.isEmpty() ? Words.of("threads.none") : "");
        if (place >= 0) {
            dump.selectRange(place, place + wanted.length());
        } else {
            dump.deselect();
        }
    }
}
