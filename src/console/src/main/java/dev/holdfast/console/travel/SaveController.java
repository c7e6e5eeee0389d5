package dev.holdfast.console.travel;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextField;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import org.jspecify.annotations.Nullable;

/** Asks where a recording is to be saved, and says what is in it. */
public final class SaveController {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

    @FXML
    private TextField file;
    /** What the system's own dialog has asked about already. */
    private @Nullable Path agreed;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    SaveController() {}

    @FXML
    private void initialize() {
        file.setText(Path.of(System.getProperty("user.home"), suggestion()).toString());
    }

    /** The file, which may be written over; empty when the person thinks better of it. */
    Optional<Path> ask(Node owner) {
        var save = new ButtonType(Words.of("travel.save"), ButtonData.OK_DONE);
        var dialog = new Dialog<Path>();
        Dialogs.prepare(dialog, owner);
        dialog.setHeaderText(Words.of("travel.save.ask"));
        dialog.getDialogPane().setContent(Fxml.load(this));
        dialog.getDialogPane().getButtonTypes().setAll(save, ButtonType.CANCEL);
        Button go = (Button) dialog.getDialogPane().lookupButton(save);
        go.setId("recording-save");
        go.disableProperty().bind(file.textProperty().map(text -> path(text).isEmpty()));
        dialog.setResultConverter(button -> button == save ? path(file.getText()).orElse(null) : null);
        return dialog.showAndWait()
                .filter(path -> path.equals(agreed) || !Files.exists(path) || mayReplace(owner, path));
    }

    @FXML
    private void browse() {
        var chooser = new FileChooser();
        chooser.getExtensionFilters().add(new ExtensionFilter(Words.of("travel.files"), "*" + RecordingFile.ENDING));
        chooser.setInitialFileName(suggestion());
        File chosen = chooser.showSaveDialog(file.getScene().getWindow());
        if (chosen != null) {
            agreed = chosen.toPath();
            file.setText(chosen.toString());
        }
    }

    private static boolean mayReplace(Node owner, Path file) {
        return Dialogs.confirm(owner, new Question(Words.of("travel.replace", file.getFileName().toString()),
                Words.of("travel.replace.consequence"), Words.of("travel.replace.go"),
                Words.of("travel.replace.keep")));
    }

    private static String suggestion() {
        return "holdfast-" + STAMP.format(LocalDateTime.now()) + RecordingFile.ENDING;
    }

    /** What was typed, as the name of a recording; empty where it names no file. */
    private static Optional<Path> path(String typed) {
        String text = typed.strip();
        try {
            Path path = Path.of(text.endsWith(RecordingFile.ENDING) ? text : text + RecordingFile.ENDING);
            return text.isEmpty() || Files.isDirectory(Path.of(text)) ? Optional.empty() : Optional.of(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
