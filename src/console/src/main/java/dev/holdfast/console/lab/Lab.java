package dev.holdfast.console.lab;

import dev.holdfast.console.lab.chaos.ChaosController;
import dev.holdfast.console.lab.chaos.ChaosModel;
import dev.holdfast.console.lab.comparison.ComparisonController;
import dev.holdfast.console.lab.comparison.ComparisonModel;
import dev.holdfast.console.lab.load.LoadController;
import dev.holdfast.console.lab.load.LoadModel;
import dev.holdfast.console.lab.panels.PanelsController;
import dev.holdfast.console.lab.panels.PanelsModel;
import dev.holdfast.console.links.Links;
import dev.holdfast.console.live.ApplicationThread;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.overview.OverviewModel;
import dev.holdfast.console.rights.Rights;
import dev.holdfast.console.widgets.Fxml;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Parent;

/** The lab, put together. Belongs to the application thread. */
public final class Lab implements AutoCloseable {
    private final LoadModel load;
    private final ChaosModel chaos;
    private final ComparisonModel comparison;
    private final Background panels;
    private final Live live;
    private final LabController pages;

    /**
     * @param overview    what has been, for the charts
     * @param backgrounds makes one for each page: what runs there lasts for long
     */
    public Lab(Live live, Links links, OverviewModel overview, Premises premises, Rights rights,
            Supplier<Background> backgrounds) {
        this.live = live;
        load = new LoadModel(live, premises.source(), backgrounds.get(), premises.startWorkers());
        chaos = new ChaosModel(live, premises.chaos(), premises.source(), backgrounds.get());
        comparison = new ComparisonModel(live, premises.board(), premises.isLocal(), premises.source(),
                backgrounds.get(), ApplicationThread.LATER);
        panels = backgrounds.get();
        pages = new LabController(Map.of(
                Page.LOAD, () -> Fxml.load(new LoadController(load, overview, links, rights)),
                Page.CHAOS, () -> Fxml.load(new ChaosController(chaos)),
                Page.COMPARISON, () -> Fxml.load(new ComparisonController(comparison)),
                Page.PANELS, () -> Fxml.load(new PanelsController(new PanelsModel(panels)))));
    }

    /** Makes the view, once. */
    public Parent make() {
        Parent root = Fxml.load(pages);
        root.disableProperty().bind(live.past());
        return root;
    }

    public void show(Page page) {
        pages.show(page);
    }

    /** Whether the worker type is another one for the moment, which this program is to undo before it ends. */
    public boolean isComparing() {
        return comparison.isGoing();
    }

    /** Ends a comparison before its time; the former worker type is at work again a while later. */
    public void endComparison() {
        comparison.stop();
    }

    /** What is submitted goes on. */
    @Override
    public void close() {
        load.close();
        chaos.close();
        comparison.close();
        panels.close();
    }
}
