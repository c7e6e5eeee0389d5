package dev.holdfast.console.tasks;

import atlantafx.base.controls.CustomTextField;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Words;
import java.util.List;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.util.StringConverter;
import org.controlsfx.control.textfield.TextFields;

/** The filter of the tasks: suggestions while typing, what is wrong with it and why, and those that were saved. */
final class FilterController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final TasksModel model;
    private final Live live;
    /** Read on a thread of ControlsFX. */
    private final Vocabulary vocabulary = new Vocabulary();

    @FXML
    private CustomTextField filter;
    @FXML
    private MenuButton saved;
    @FXML
    private Label problem;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    FilterController(TasksModel model, Live live) {
        this.model = model;
        this.live = live;
    }

    @FXML
    private void initialize() {
        problem.managedProperty().bind(problem.visibleProperty());
        filter.textProperty().bindBidirectional(model.query());
        model.query().subscribe(text -> {
            showProblems(TaskQuery.parse(text).problems());
            showSaved();
        });
        model.saved().addListener((ListChangeListener<String>) change -> showSaved());
        live.snapshot().subscribe(vocabulary::learn);
        var suggestions = TextFields.bindAutoCompletion(filter,
                request -> Suggestion.of(request.getUserText(), vocabulary), new Shown(Suggestion::text));
        suggestions.getAutoCompletionPopup().setConverter(new Shown(Suggestion::word));
        suggestions.setDelay(50);
    }

    void focus() {
        filter.requestFocus();
        filter.selectAll();
    }

    private void showProblems(List<String> problems) {
        filter.pseudoClassStateChanged(WRONG, !problems.isEmpty());
        problem.setText(String.join(" ", problems));
        problem.setVisible(!problems.isEmpty());
    }

    private void showSaved() {
        List<String> texts = model.saved();
        String now = model.query().get().strip();
        var items = saved.getItems();
        items.setAll(texts.stream().map(text -> item(text, () -> model.query().set(text))).toList());
        if (!texts.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        boolean known = texts.contains(now);
        MenuItem keep = item(Words.of(known ? "filter.forget" : "filter.save"),
                () -> model.keep(now, !known));
        keep.setDisable(now.isEmpty());
        items.add(keep);
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    /** What is to be read of a suggestion. */
    private static final class Shown extends StringConverter<Suggestion> {
        private final Function<Suggestion, String> text;

        Shown(Function<Suggestion, String> text) {
            this.text = text;
        }

        @Override
        public String toString(Suggestion suggestion) {
            return text.apply(suggestion);
        }

        @Override
        public Suggestion fromString(String typed) {
            return new Suggestion(typed, typed);
        }
    }
}
