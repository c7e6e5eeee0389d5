package dev.holdfast.console.files;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Form;
import dev.holdfast.console.widgets.Fxml;
import dev.holdfast.console.widgets.Words;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/** Asks where something is to be saved, and says what will be in the file. */
public final class SaveController {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

    private final Kind kind;
    private final String question;
    private final String name;
    private final String about;

    @FXML
    private TextField file;
    @FXML
    private Label contents;
    /** What the system's own dialog has asked about already. */
    private @Nullable Path agreed;

    /**
     * @param name  what the suggested name begins with; the time follows
     * @param about what will be in the file
     */
    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    public SaveController(Kind kind, String question, String name, String about) {
        this.kind = kind;
        this.question = question;
        this.name = name;
        this.about = about;
    }

    @FXML
    private void initialize() {
        file.setText(Path.of(System.getProperty("user.home"), suggestion()).toString());
        contents.setText(about);
    }

    /** The file, which may be written over; empty when the person thinks better of it. */
    public Optional<Path> ask(Node owner) {
        var form = new Form(question, Words.of("save.go"), Words.of("save.not"));
        Parent fields = Fxml.load(this);
        return form.ask(owner, fields, file.textProperty().map(text -> kind.path(text).isEmpty()),
                () -> kind.path(file.getText()).orElseThrow())
                .filter(path -> path.equals(agreed) || !Files.exists(path) || mayReplace(owner, path));
    }

    @FXML
    private void browse() {
        var chooser = new FileChooser();
        chooser.getExtensionFilters().add(kind.filter());
        chooser.setInitialFileName(suggestion());
        File chosen = chooser.showSaveDialog(file.getScene().getWindow());
        if (chosen != null) {
            agreed = chosen.toPath();
            file.setText(chosen.toString());
        }
    }

    private static boolean mayReplace(Node owner, Path file) {
        return Dialogs.confirm(owner, new Question(Words.of("save.replace", file.getFileName().toString()),
                Words.of("save.replace.consequence"), Words.of("save.replace.go"),
                Words.of("save.replace.keep")));
    }

    private String suggestion() {
        return name + "-" + STAMP.format(LocalDateTime.now()) + kind.endings().getFirst();
    }
}
