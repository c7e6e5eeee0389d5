package dev.holdfast.benchmark.soak.faults;

import dev.holdfast.benchmark.soak.stage.CrewMember;
import dev.holdfast.benchmark.soak.stage.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Strikes again and again, by chance. For one thread. */
public final class Striker {
    private final Scene scene;
    private final Map<FaultKind, Fault> faults = new EnumMap<>(FaultKind.class);
    private final List<FaultKind> lots = new ArrayList<>();
    private final Duration meanPause;

    /** @param meanPause between two faults */
    public Striker(Stage stage, Random random, Tally tally, Duration meanPause) {
        this.scene = new Scene(stage, random, tally);
        this.meanPause = meanPause;
        new WorkerFaults(scene).addTo(faults);
        new NetworkFaults(scene).addTo(faults);
        new ServerFaults(scene).addTo(faults);
        for (FaultKind kind : FaultKind.values()) {
            for (int i = 0; i < kind.weight(); i++) {
                lots.add(kind);
            }
        }
    }

    /** Strikes for that time, then waits until all is over and the server runs. */
    public void strikeFor(Duration time) throws InterruptedException, IOException {
        Random random = scene.random();
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end;) {
            Thread.sleep(Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * meanPause.toNanos())));
            scene.stage().crew().tend();
            if (mostAreAtWork()) {
                strike(lots.get(random.nextInt(lots.size())));
            }
        }
        scene.stage().crew().heal();
        scene.awaitQuiet();
        scene.stage().server().start();
        scene.stage().crew().heal();
    }

    /** On a busy machine a worker takes long to start. Faults that meet only workers that start show nothing. */
    private boolean mostAreAtWork() throws IOException {
        int working = 0;
        List<CrewMember> members = scene.stage().crew().members();
        for (CrewMember member : members) {
            working += member.wasOnline() && !member.isFrozen() ? 1 : 0;
        }
        return working * 2 >= members.size();
    }

    private void strike(FaultKind kind) throws InterruptedException {
        try {
            scene.settling().faultStruck();
            if (faults.get(kind) instanceof Fault fault && fault.strike()) {
                scene.tally().count(kind);
            }
        } catch (SQLException | IOException e) {
            scene.tally().note("%s could not strike: %s", kind, e.getMessage());
        }
    }
}
