package dev.holdfast.console.lab.chaos;

import dev.holdfast.cluster.chaos.Blow;
import dev.holdfast.cluster.chaos.Chaos;
import dev.holdfast.cluster.chaos.Fault;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.database.ConnectionSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Faults in the local cluster, one after the other, and their scores. Knows no control. */
public final class ChaosModel implements AutoCloseable {
    private final Live live;
    private final @Nullable Chaos chaos;
    private final ConnectionSource source;
    private final Background background;
    private final Random random = new Random();
    private final BooleanProperty allowed = new SimpleBooleanProperty();
    private final BooleanProperty byChance = new SimpleBooleanProperty();
    private final ObjectProperty<Integer> seconds = new SimpleObjectProperty<>(10);
    private final ReadOnlyObjectWrapper<@Nullable Fault> striking = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Blow> last = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Score>> scores = new ReadOnlyObjectWrapper<>(
            Stream.of(Fault.values()).map(Score::of).toList());
    private long struck = System.nanoTime();

    /**
     * @param chaos      null where the cluster does not run on this machine
     * @param background of its own: a blow occupies it until all has recovered
     */
    public ChaosModel(Live live, @Nullable Chaos chaos, ConnectionSource source, Background background) {
        this.live = live;
        this.chaos = chaos;
        this.source = source;
        this.background = background;
        allowed.subscribe(on -> byChance.set(byChance.get() && on));
        live.newest().subscribe(snapshot -> strikeByChance());
    }

    boolean isAvailable() {
        return chaos != null;
    }

    boolean isKnown(Fault fault) {
        return chaos != null && chaos.isKnown(fault);
    }

    /** The switch: nothing strikes while it is off. */
    BooleanProperty allowed() {
        return allowed;
    }

    /** Whether faults of chance strike by themselves. */
    BooleanProperty byChance() {
        return byChance;
    }

    /** How many seconds lie between two of them, at least. */
    ObjectProperty<Integer> seconds() {
        return seconds;
    }

    /** What has struck and is being recovered from; null while nothing is. */
    ReadOnlyObjectProperty<@Nullable Fault> striking() {
        return striking.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Blow> last() {
        return last.getReadOnlyProperty();
    }

    /** One for each fault. */
    ReadOnlyObjectProperty<List<Score>> scores() {
        return scores.getReadOnlyProperty();
    }

    void strike(Fault fault) {
        Chaos at = chaos;
        if (at == null || !allowed.get() || striking.get() != null) {
            return;
        }
        striking.set(fault);
        struck = System.nanoTime();
        background.run(() -> blow(at, fault), blow -> {
            blow.ifPresent(this::count);
            striking.set(null);
            live.refresh();
        }, () -> striking.set(null));
    }

    /** What has struck is recovered from without this. */
    @Override
    public void close() {
        allowed.set(false);
        background.close();
    }

    private Optional<Blow> blow(Chaos at, Fault fault) {
        try {
            return Optional.of(at.strike(fault, source));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void count(Blow blow) {
        last.set(blow);
        scores.set(scores.get()
                .stream()
                .map(score -> score.fault() == blow.fault() ? score.with(blow) : score)
                .toList());
    }

    /** At a reading, so that none strikes while the database does not answer. */
    private void strikeByChance() {
        if (byChance.get() && System.nanoTime() - struck >= Duration.ofSeconds(seconds.get()).toNanos()) {
            List<Fault> known = Stream.of(Fault.values()).filter(this::isKnown).toList();
            strike(known.get(random.nextInt(known.size())));
        }
    }
}
