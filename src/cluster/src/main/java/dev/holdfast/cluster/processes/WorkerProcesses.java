package dev.holdfast.cluster.processes;

import dev.holdfast.cluster.files.FileMutex;
import dev.holdfast.cluster.files.LastLines;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.processes.WorkerProcess.State;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.handlers.HandlerJars;
import dev.holdfast.handlers.Handlers;
import dev.holdfast.launch.WorkerJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker processes of a local cluster. Those that another program of the same user has started are found too. One
 * that ends by itself is started again, after a pause that grows; one that was stopped or killed here is not. Closing
 * this leaves the processes running. Thread-safe.
 */
public final class WorkerProcesses implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerProcesses.class);
    /** What its workers run unless told otherwise. */
    public static final List<String> HANDLERS = List.of(Handlers.ALL);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration FORGOTTEN = Duration.ofSeconds(2);
    private static final Duration BEFORE_TRAINING = Duration.ofSeconds(2);

    private final Path home;
    private final Path files;
    private final WorkerCommand command;
    private final Map<String, Supervised> workers = new ConcurrentSkipListMap<>(new NumberedNames());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("worker processes").daemon().factory());

    private final Training training;

    private WorkerProcesses(Path home, ConnectionSettings database, WorkerJvm jvm) throws IOException {
        this.home = home;
        this.files = PrivateFiles.createDirectory(home.resolve("workers"));
        PrivateFiles.createDirectory(home.resolve("logs"));
        this.command = new WorkerCommand(database, jvm);
        this.training = new Training(database, jvm, home);
    }

    /** The worker processes of the cluster in this home directory, which work on that database. */
    public static WorkerProcesses in(Path home, ConnectionSettings database) {
        return in(home, database, WorkerCommand.jvm(home.resolve("caches")));
    }

    static WorkerProcesses in(Path home, ConnectionSettings database, WorkerJvm jvm) {
        try {
            var processes = new WorkerProcesses(home, database, jvm);
            processes.lookAround();
            processes.timer.scheduleWithFixedDelay(processes::lookAround, LOOK_AROUND.toMillis(),
                    LOOK_AROUND.toMillis(),
                    TimeUnit.MILLISECONDS);
            return processes;
        } catch (IOException e) {
            throw new DatabaseError("worker processes cannot be kept in " + home + ": " + e.getMessage(), null, e);
        }
    }

    /** All of them at this moment, ended ones too; from memory. */
    public List<WorkerProcess> list() {
        return workers.values().stream().map(Supervised::snapshot).toList();
    }

    /**
     * Starts processes and returns their names, before they are online.
     *
     * @throws DatabaseError when a process cannot be started
     * @throws InvalidInput when the jars with handlers of the user's own are not there
     */
    public List<String> launch(int count, int slots) {
        return launch(count, slots, HANDLERS);
    }

    /** The same, for workers that run these handlers only. */
    public List<String> launch(int count, int slots, List<String> handlers) {
        // Said here rather than in the log of each of them.
        HandlerJars.of(null, System.getenv());
        try (FileMutex _ = mutex()) {
            lookAround();
            List<String> names = NumberedNames.free("worker-", count, workers.entrySet()
                    .stream()
                    .filter(worker -> worker.getValue().snapshot().isAlive())
                    .map(Map.Entry::getKey)
                    .toList());
            for (String name : names) {
                start(name, slots, handlers);
            }
            return names;
        } catch (IOException e) {
            throw new DatabaseError("a worker could not be started: " + e.getMessage(), null, e);
        }
    }

    private Supervised start(String name, int slots, List<String> handlers) throws IOException {
        var worker = new Supervised(name, slots, handlers, home.resolve("logs").resolve(name + ".log"), this);
        worker.start();
        workers.put(name, worker);
        return worker;
    }

    /**
     * Lets a worker finish its tasks and end, however long that takes, and starts another like it under its name.
     *
     * @return false when that one ended before it was online
     */
    public boolean replace(String name) throws InterruptedException {
        Supervised old = with(name);
        if (old.snapshot().state() != State.DRAINING) {
            old.stop();
        }
        while (!old.awaitEnd(LOOK_AROUND)) {
            // Its tasks go on.
        }
        awaitForgotten(name);
        Supervised fresh;
        try (FileMutex _ = mutex()) {
            fresh = start(name, old.slots(), old.handlers());
        } catch (IOException e) {
            throw new DatabaseError(name + " could not be started: " + e.getMessage(), null, e);
        }
        while (fresh.snapshot().state() == State.STARTING) {
            Thread.sleep(LOOK_AGAIN.toMillis());
            fresh.lookAtLog();
        }
        return fresh.snapshot().state() == State.ONLINE;
    }

    /** Whoever launched it reads in its file whether to start it again, and then deletes the file, be it ours by then. */
    private void awaitForgotten(String name) throws InterruptedException {
        long deadline = System.nanoTime() + FORGOTTEN.toNanos();
        while (Files.exists(WorkerFile.file(files, name)) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    /**
     * What the threads of a worker do at this moment.
     *
     * @throws DatabaseError when it does not tell
     */
    public String threads(String name) {
        return ThreadDump.of(with(name).snapshot().pid());
    }

    /**
     * Lets what is started later start in half the time, workers first, by what others learn in a database of their own on
     * the same server; in the background, once the workers launched so far are online. Does nothing where that was done
     * before by this version of the program.
     */
    public void train() {
        later(BEFORE_TRAINING, () -> {
            if (list().stream().anyMatch(worker -> worker.state() == State.STARTING)) {
                train();
            } else {
                training.start();
            }
        });
    }

    /** The same at once, and returns when it is done; false when it did not succeed. */
    public boolean trainNow() throws InterruptedException {
        return training.run();
    }

    /** Asks a worker to finish its tasks and end; asked again, it interrupts them. */
    public void stop(String name) {
        with(name).stop();
    }

    /** Ends a worker at once, by SIGKILL; its tasks are settled by the others. */
    public void kill(String name) {
        with(name).kill();
    }

    /**
     * Stops all of them and waits for their end.
     *
     * @param patience how long they may take to finish their tasks; then they are told to stop at once, then killed
     */
    public void stopAll(Duration patience) throws InterruptedException {
        List<Supervised> all = List.copyOf(workers.values());
        all.forEach(Supervised::stop);
        if (!awaitEnd(all, patience)) {
            all.forEach(Supervised::stop);
            if (!awaitEnd(all, patience)) {
                all.forEach(Supervised::kill);
                awaitEnd(all, patience);
            }
        }
    }

    private static boolean awaitEnd(List<Supervised> all, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Supervised worker : all) {
            if (!worker.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    /** The last lines that a worker wrote, oldest first. */
    public List<String> lastLines(String name, int count) {
        return LastLines.of(with(name).snapshot().log(), count);
    }

    /** Stops watching; the processes go on, save that of a training. */
    @Override
    public void close() {
        timer.shutdownNow();
        training.close();
    }

    private Supervised with(String name) {
        Supervised worker = workers.get(name);
        if (worker == null) {
            throw new DatabaseError("no worker process here is named " + name, null);
        }
        return worker;
    }

    /** Finds processes that another program has started, and forgets files of those that are gone. */
    private void lookAround() {
        try {
            for (WorkerFile file : WorkerFile.all(files)) {
                var process = file.process();
                Supervised known = workers.get(file.name());
                if (process.isPresent() && (known == null || known.isOther(process.get()))) {
                    keep(known, Supervised.found(file, process.get(),
                            home.resolve("logs").resolve(file.name() + ".log"), this));
                } else if (process.isEmpty() && known == null) {
                    Files.deleteIfExists(WorkerFile.file(files, file.name()));
                }
            }
            workers.values().forEach(Supervised::lookAtLog);
            workers.values().forEach(Supervised::measure);
        } catch (IOException e) {
            log.warn("cannot look for worker processes: {}", e.getMessage());
        }
    }

    /** Unless it is one that is launched here at this moment. */
    private void keep(@Nullable Supervised known, Supervised found) {
        if (known == null) {
            workers.putIfAbsent(found.name(), found);
        } else {
            workers.replace(found.name(), known, found);
        }
    }

    Process start(Supervised worker) throws IOException {
        Process process = command.start(worker.name(), worker.slots(), worker.handlers(), worker.log());
        WorkerFile.of(worker.name(), process.toHandle(), worker.slots(), worker.handlers()).write(files);
        return process;
    }

    /** Starts a crashed one again, unless another program has given its name to a new one meanwhile. */
    void startAgain(Supervised worker) {
        // First the mutex, then the worker's own lock: launch takes them in this order too.
        try (FileMutex _ = mutex()) {
            if (WorkerFile.find(files, worker.name()).flatMap(WorkerFile::process).isEmpty()) {
                worker.startAgain();
            }
        } catch (IOException e) {
            log.error("{} could not be started again: {}", worker.name(), e.getMessage());
        }
    }

    /** Lets all programs know that an operator wants the worker to end. */
    void noteAsked(String name) {
        try {
            var file = WorkerFile.find(files, name);
            if (file.isPresent()) {
                file.get().askedToEnd().write(files);
            }
        } catch (IOException e) {
            log.warn("cannot note that {} is to end: {}", name, e.getMessage());
        }
    }

    /** Forgets an ended worker of this program. Says whether an operator, in any program, wanted it to end. */
    boolean forget(String name) {
        try {
            boolean asked = WorkerFile.find(files, name).filter(WorkerFile::asked).isPresent();
            Files.deleteIfExists(WorkerFile.file(files, name));
            return asked;
        } catch (IOException e) {
            log.warn("cannot delete the file of {}: {}", name, e.getMessage());
            return false;
        }
    }

    private FileMutex mutex() throws IOException {
        return FileMutex.acquire(home.resolve("workers.lock"));
    }

    void later(Duration pause, Runnable action) {
        if (!timer.isShutdown()) {
            timer.schedule(action, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
