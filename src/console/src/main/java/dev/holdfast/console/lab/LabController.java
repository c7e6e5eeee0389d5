package dev.holdfast.console.lab;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;

/** The frame around the pages of the lab, each of which is made when it is first shown. */
public final class LabController {
    private final Map<Page, Supplier<Node>> makers;
    private final Map<Page, Node> pages = new EnumMap<>(Page.class);

    @FXML
    private ToggleButton loadButton;
    @FXML
    private ToggleButton chaosButton;
    @FXML
    private ToggleButton comparisonButton;
    @FXML
    private ToggleButton panelsButton;
    @FXML
    private StackPane content;

    @SuppressWarnings("NullAway.Init") // FXML fills the fields in.
    LabController(Map<Page, Supplier<Node>> makers) {
        this.makers = makers;
    }

    @FXML
    private void initialize() {
        show(Page.LOAD);
    }

    /** One page is always shown: its button cannot be let go. */
    void show(Page page) {
        button(page).setSelected(true);
        content.getChildren().setAll(pages.computeIfAbsent(page, this::make));
    }

    private Node make(Page page) {
        return Objects.requireNonNull(makers.get(page)).get();
    }

    @FXML
    private void showLoad() {
        show(Page.LOAD);
    }

    @FXML
    private void showChaos() {
        show(Page.CHAOS);
    }

    @FXML
    private void showComparison() {
        show(Page.COMPARISON);
    }

    @FXML
    private void showPanels() {
        show(Page.PANELS);
    }

    private ToggleButton button(Page page) {
        return switch (page) {
            case LOAD -> loadButton;
            case CHAOS -> chaosButton;
            case COMPARISON -> comparisonButton;
            case PANELS -> panelsButton;
        };
    }
}
