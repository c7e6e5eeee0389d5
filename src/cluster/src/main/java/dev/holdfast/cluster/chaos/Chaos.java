package dev.holdfast.cluster.chaos;

import dev.holdfast.cluster.LocalCluster;
import dev.holdfast.cluster.processes.Signals;
import dev.holdfast.cluster.processes.WorkerProcess;
import dev.holdfast.cluster.processes.WorkerProcess.State;
import dev.holdfast.cluster.processes.WorkerProcesses;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Strikes at a local cluster, at one thing at a time. Thread-safe. */
public final class Chaos {
    /** How long a worker is frozen. */
    public static final Duration FROZEN = Duration.ofSeconds(5);

    private final LocalCluster cluster;
    private final WorkerProcesses workers;
    private final Random random = new Random();

    public Chaos(LocalCluster cluster, WorkerProcesses workers) {
        this.cluster = cluster;
        this.workers = workers;
    }

    /** Whether this system has what it takes. */
    public boolean isKnown(Fault fault) {
        return fault != Fault.FREEZE || Signals.areKnown();
    }

    /**
     * Strikes, at a worker of chance of those that run a task, if any does, and returns once what it struck has recovered,
     * or after a minute.
     *
     * @param source is asked often meanwhile, for moments
     * @throws Refused when no worker of this cluster is online
     */
    public Blow strike(Fault fault, ConnectionSource source) throws InterruptedException {
        List<Victim> alive = Sql.call(source, Victim::alive);
        Victim one = fault == Fault.RESTART ? null : choose(alive);
        var aftermath = new Aftermath(source, one == null ? alive : List.of(one));
        long struck = System.nanoTime();
        if (one == null) {
            cluster.restart();
        } else {
            strike(fault, one, source);
        }
        return aftermath.await(fault, one == null ? null : one.name(), struck);
    }

    private static void strike(Fault fault, Victim one, ConnectionSource source) {
        switch (fault) {
            case KILL -> ProcessHandle.of(one.pid()).ifPresent(ProcessHandle::destroyForcibly);
            case FREEZE -> Signals.freeze(one.pid(), FROZEN);
            case CUT -> end(one.session(), source);
            case RESTART -> throw new IllegalArgumentException("that strikes all");
        }
    }

    private static void end(int session, ConnectionSource source) {
        Sql.call(source, connection -> {
            Sql.run(connection, "SELECT pg_terminate_backend(?)", session);
            return session;
        });
    }

    private Victim choose(List<Victim> alive) {
        Set<Long> ours = workers.list()
                .stream()
                .filter(worker -> worker.state() == State.ONLINE)
                .map(WorkerProcess::pid)
                .collect(Collectors.toSet());
        List<Victim> here = alive.stream().filter(victim -> ours.contains(victim.pid())).toList();
        List<Victim> busy = here.stream().filter(Victim::isBusy).toList();
        List<Victim> some = busy.isEmpty() ? here : busy;
        if (some.isEmpty()) {
            throw new Refused("no worker of this cluster is online", "Launch some first.");
        }
        return some.get(random.nextInt(some.size()));
    }
}
