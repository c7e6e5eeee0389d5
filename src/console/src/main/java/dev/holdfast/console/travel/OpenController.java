package dev.holdfast.console.travel;

import dev.holdfast.console.widgets.Form;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextField;
import javafx.stage.FileChooser;

/** Asks which recording is to be opened. */
public final class OpenController {
    @FXML
    private TextField file;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public OpenController() {}

    /** A file that is there, whatever is in it; empty when the person thinks better of it. */
    public Optional<Path> ask(Node owner) {
        var form = new Form(Words.of("travel.load.ask"), Words.of("travel.load"), Words.of("travel.load.not"));
        Parent fields = Fxml.load(this);
        return form.ask(owner, fields, file.textProperty().map(text -> path(text).isEmpty()),
                () -> path(file.getText()).orElseThrow());
    }

    @FXML
    private void browse() {
        var chooser = new FileChooser();
        chooser.getExtensionFilters().add(RecordingFile.kind().filter());
        File chosen = chooser.showOpenDialog(file.getScene().getWindow());
        if (chosen != null) {
            file.setText(chosen.toString());
        }
    }

    private static Optional<Path> path(String typed) {
        try {
            return Optional.of(Path.of(typed.strip())).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
