package dev.holdfast.benchmark.soak;

import dev.holdfast.benchmark.soak.faults.Striker;
import dev.holdfast.benchmark.soak.faults.Tally;
import dev.holdfast.benchmark.soak.judge.Plans;
import dev.holdfast.benchmark.soak.judge.Violation;
import dev.holdfast.benchmark.soak.judge.Violation.Promise;
import dev.holdfast.benchmark.soak.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Rounds of work under faults, each judged when it is over. */
public final class Soak {
    private final SoakSettings settings;
    private final Consumer<String> progress;
    private final List<Violation> violations = new ArrayList<>();
    private long tasks;
    private long attempts;
    private long trains;

    private Soak(SoakSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Soaks for as long as the settings say, or until a promise is broken, unless told to go on then.
     *
     * @param progress told a line after each round
     */
    public static Summary run(SoakSettings settings, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory(Files.createDirectories(settings.evidence()),
                "soak-" + settings.seed() + "-");
        Summary summary = new Soak(settings, progress).in(directory);
        if (summary.violations().isEmpty() && !settings.keep()) {
            Stage.clear(directory);
        }
        return summary;
    }

    private void found(List<Violation> more, Tally tally) {
        violations.addAll(more);
        more.forEach(tally::add);
    }

    private Summary in(Path directory) throws IOException, SQLException, InterruptedException {
        var random = new Random(settings.seed());
        try (Tally tally = new Tally(directory.resolve("faults.log"));
                Stage stage = Stage.in(directory, settings.programs(), settings.workers(),
                        new Random(random.nextLong()))) {
            var plans = new Plans(stage.trail().file(), new Random(random.nextLong()));
            var striker = new Striker(stage, new Random(random.nextLong()), tally, settings.meanPause());
            var round = new Round(stage, striker, plans, tally);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < settings.time().toNanos()
                    && (settings.goOn() || violations.isEmpty())) {
                Round.Result result = round.play(settings.round(), new Random(random.nextLong()));
                tasks += result.tasks();
                attempts += result.attempts();
                trains = Math.max(trains, result.trains());
                found(result.violations(), tally);
                found(stage.server()
                        .complaints()
                        .stream()
                        .map(line -> new Violation(Promise.NO_SERVER_ERRORS, line))
                        .filter(violation -> !violations.contains(violation))
                        .toList(), tally);
                progress.accept("%d tasks, %d faults, %d violations".formatted(tasks,
                        tally.faults().values().stream().mapToInt(count -> count).sum(), violations.size()));
            }
            return new Summary(settings, tasks, attempts, trains, stage.crew().started(), stage.crew().shifted(),
                    tally.faults(), tally.recoveries(), stage.missing(), violations, directory);
        }
    }
}
