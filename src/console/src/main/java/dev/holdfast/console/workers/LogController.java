package dev.holdfast.console.workers;

import atlantafx.base.controls.ToggleSwitch;
import dev.holdfast.console.widgets.Clip;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.console.workers.LogEntry.Severity;
import java.util.List;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;

/** The logs of the selected workers, merged by time. */
public final class LogController {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final WorkersModel model;

    @FXML
    private Label title;
    @FXML
    private Label facts;
    @FXML
    private TextField search;
    @FXML
    private ChoiceBox<Severity> least;
    @FXML
    private ToggleSwitch follow;
    @FXML
    private ListView<LogEntry> list;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    LogController(WorkersModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        least.getItems().setAll(Severity.values());
        least.setValue(Severity.DETAIL);
        least.setConverter(new StringConverter<>() {
            @Override
            public String toString(Severity severity) {
                return Words.constant("log.least.", severity);
            }

            @Override
            public Severity fromString(String word) {
                throw new UnsupportedOperationException("nobody types a level");
            }
        });
        list.setCellFactory(any -> new LogCell(() -> model.logs().get().size() > 1));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::copy);
        model.log().subscribe(any -> show());
        search.textProperty().subscribe((before, now) -> show());
        least.valueProperty().subscribe((before, now) -> show());
        follow.selectedProperty().subscribe((before, now) -> end());
    }

    /** @param about what there is to say of the worker, or of none in particular */
    void tell(List<WorkerLine> chosen, String about) {
        if (chosen.isEmpty()) {
            return;
        }
        // One that has ended is no longer in the table, but what it wrote is still shown.
        String names = model.logs().get().isEmpty()
                ? chosen.stream().map(WorkerLine::name).collect(Collectors.joining(", "))
                : String.join(", ", model.logs().get().keySet());
        title.setText(Words.of("workers.log", names));
        facts.setText(about);
    }

    private void show() {
        List<LogEntry> wanted = model.log()
                .get()
                .stream()
                .filter(entry -> entry.matches(least.getValue(), search.getText()))
                .toList();
        List<LogEntry> shown = list.getItems();
        int known = shown.size();
        if (known > 0 && known <= wanted.size() && wanted.subList(0, known).equals(shown)) {
            // What is there stays, so that a selection and the place are kept.
            shown.addAll(wanted.subList(known, wanted.size()));
        } else {
            list.getItems().setAll(wanted);
        }
        if (known != wanted.size()) {
            end();
        }
    }

    private void end() {
        if (follow.isSelected() && !list.getItems().isEmpty()) {
            list.scrollTo(list.getItems().size() - 1);
        }
    }

    private void copy(KeyEvent event) {
        if (COPY.match(event)) {
            Clip.copy(list.getSelectionModel()
                    .getSelectedItems()
                    .stream()
                    .map(LogEntry::text)
                    .collect(Collectors.joining("\n")));
        }
    }
}
