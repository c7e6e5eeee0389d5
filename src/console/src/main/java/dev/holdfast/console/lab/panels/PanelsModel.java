package dev.holdfast.console.lab.panels;

import dev.holdfast.console.live.Background;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The result that is drawn. Knows no control. */
public final class PanelsModel {
    private final Background background;
    private final ReadOnlyObjectWrapper<@Nullable SeedResult> result = new ReadOnlyObjectWrapper<>();

    public PanelsModel(Background background) {
        this.background = background;
    }

    /** Null while none was opened. */
    ReadOnlyObjectProperty<@Nullable SeedResult> result() {
        return result.getReadOnlyProperty();
    }

    /** Reads a file, or that in a folder. */
    void open(Path where) {
        background.run(() -> SeedResult.read(where), result::set);
    }
}
