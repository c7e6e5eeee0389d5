package dev.holdfast.benchmark.soak.judge;

import dev.holdfast.benchmark.soak.witness.Trail;
import dev.holdfast.benchmark.soak.witness.WitnessHandler;
import dev.holdfast.tasks.TaskRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;

/**
 * Makes up tasks: mostly very short, a few long ones, a few programs; most of them need resources that others need. And such
 * that take no time at all, of which a worker may take very many at once.
 */
public final class Plans {
    static final String PREFIX = "soak-";
    private static final int RESOURCES = 24;
    private static final int MOST_NEEDS = 4;
    private static final int PROGRAM_PER_MILLE = 4;

    private final Path trail;
    private final Random random;
    private int number;

    public Plans(Path trail, Random random) {
        this.trail = trail;
        this.random = random;
    }

    /** The next task, under a number of its own. */
    public Planned next() {
        number++;
        TaskRequest request = random.nextInt(1000) < PROGRAM_PER_MILLE ? program() : work();
        request = request.priority(random.nextInt(4)).maxAttempts(random.nextInt(1, 4));
        var needed = new HashSet<Integer>();
        for (int left = random.nextInt(MOST_NEEDS + 1); left > 0; left--) {
            int resource = random.nextInt(RESOURCES);
            if (needed.add(resource)) {
                String name = "r/" + resource;
                request = random.nextInt(3) == 0 ? request.shared(name) : request.exclusive(name);
            }
        }
        return new Planned(number, request, false);
    }

    /** One that takes no time. Many of them that need something can be a train, and such as need nothing are bundles. */
    public Planned nextQuick(boolean needy) {
        number++;
        TaskRequest request = work(0).maxAttempts(random.nextInt(2, 4));
        int resource = random.nextInt(RESOURCES);
        return new Planned(number, needy
                ? request.exclusive("r/" + resource, "r/" + (resource + random.nextInt(1, RESOURCES)) % RESOURCES)
                : request, false);
    }

    private TaskRequest work() {
        int kind = random.nextInt(1000);
        int micros = kind < 700
                ? 0
                : kind < 950 ? random.nextInt(5_000) : kind < 997 ? random.nextInt(60_000) : random.nextInt(1_500_000);
        return work(micros);
    }

    private TaskRequest work(int micros) {
        return TaskRequest.of(PREFIX + number)
                .handler(WitnessHandler.NAME)
                .payload("{\"n\": %d, \"micros\": %d}".formatted(number, micros));
    }

    private TaskRequest program() {
        return TaskRequest.of(PREFIX + number)
                .handler("command")
                .payload(
                        "{\"program\": \"sh\", \"args\": [\"-c\", \"%s\", \"soak\", \"%s\", \"%d\", \"%d\"]}".formatted(
                                Trail.PROGRAM.strip().replace("\"", "\\\"").replace("\n", "\\n"), trail, number,
                                random.nextInt(20)));
    }

    static int number(String name) {
        return Integer.parseInt(name.substring(PREFIX.length()));
    }
}
