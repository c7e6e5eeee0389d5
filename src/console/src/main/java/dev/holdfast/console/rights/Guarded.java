package dev.holdfast.console.rights;

import java.util.List;
import javafx.beans.DefaultProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.ListChangeListener.Change;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;

/**
 * Controls that may be refused: then they are disabled, and pointer and screen readers are told why. A disabled control hears
 * of no pointer, so this stands around it and does. In FXML the controls are its children.
 */
@DefaultProperty("controls")
public final class Guarded extends StackPane {
    private final StringProperty reason = new SimpleStringProperty("");
    private final Tooltip tooltip = new Tooltip();
    private final Pane inside = new HBox();

    public Guarded() {
        inside.getStyleClass().add("group");
        inside.disableProperty().bind(reason.isNotEmpty());
        getChildren().add(inside);
        tooltip.textProperty().bind(reason);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        reason.subscribe(this::tell);
        inside.getChildren().addListener((Change<? extends Node> change) -> tell(reason.get()));
    }

    public ObservableList<Node> getControls() {
        return inside.getChildren();
    }

    /** Why they may not be used; empty where they may. */
    public StringProperty reasonProperty() {
        return reason;
    }

    private void tell(String why) {
        if (why.isEmpty()) {
            Tooltip.uninstall(this, tooltip);
        } else {
            Tooltip.install(this, tooltip);
        }
        List.copyOf(getControls()).forEach(control -> control.setAccessibleHelp(why.isEmpty() ? null : why));
    }
}
