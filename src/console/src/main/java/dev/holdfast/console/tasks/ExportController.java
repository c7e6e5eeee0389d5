package dev.holdfast.console.tasks;

import dev.holdfast.console.files.SaveController;
import dev.holdfast.console.widgets.Clip;
import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Words;
import javafx.fxml.FXML;
import javafx.scene.control.MenuButton;

/** Hands the list over to other programs: as a file, or as the query behind it. */
final class ExportController {
    private final TasksModel model;

    @FXML
    private MenuButton menu;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    ExportController(TasksModel model) {
        this.model = model;
    }

    @FXML
    private void save() {
        String about = Words.of("export.about", TaskActions.MOST);
        new SaveController(TaskExport.kind(), Words.of("export.ask"), "tasks", about).ask(menu)
                .ifPresent(file -> model.export(file,
                        count -> Dialogs.tell(menu, Words.of("export.done", count), file.toString())));
    }

    @FXML
    private void copy() {
        Clip.copy(model.filter().sql());
        Dialogs.tell(menu, Words.of("export.copied"), "");
    }
}
