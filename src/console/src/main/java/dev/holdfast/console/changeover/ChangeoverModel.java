package dev.holdfast.console.changeover;

import dev.holdfast.changeover.Changeover;
import dev.holdfast.changeover.Preflight;
import dev.holdfast.changeover.Straggler;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.live.Live;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.manager.Lists;
import dev.holdfast.manager.RedisAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One switch of the worker type, on a thread and a session of its own; what a person decides reaches it through a queue. The
 * window may be closed at any step: before the switch itself that is to go back.
 */
public final class ChangeoverModel {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration CHANGEOVER = Duration.ofSeconds(15);

    private enum Wish {
        GO, CANCEL_RUNNING, BACK
    }

    private final Switchboard board;
    private final WorkerType target;
    private final Live live;
    private final Executor receiver;
    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(new Step.Looking());

    /** @param receiver runs what it is given on the application thread */
    ChangeoverModel(Switchboard board, WorkerType target, Live live, Executor receiver) {
        this.board = board;
        this.target = target;
        this.live = live;
        this.receiver = receiver;
    }

    WorkerType target() {
        return target;
    }

    ReadOnlyObjectProperty<Step> step() {
        return step.getReadOnlyProperty();
    }

    void start() {
        Thread.ofPlatform().name("holdfast-console-switch").daemon().start(this::run);
    }

    void go() {
        wishes.add(Wish.GO);
    }

    void cancelRunning() {
        wishes.add(Wish.CANCEL_RUNNING);
    }

    void back() {
        wishes.add(Wish.BACK);
    }

    private void show(Step next) {
        receiver.execute(() -> {
            step.set(next);
            live.refresh();
        });
    }

    private void run() {
        try (var changeover = Changeover.open(board.database())) {
            Preflight found = changeover.preflight(target);
            String redis = target == WorkerType.MANAGER ? redis(found) : null;
            String problem = problem(found, redis);
            show(new Step.Found(found, redis, problem));
            if (problem == null && wishes.take() == Wish.GO) {
                change(changeover, redis);
            }
        } catch (SQLException | HoldfastException | JedisException e) {
            show(new Step.Failed(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String redis(Preflight found) {
        String known = found.state().redis();
        return known != null ? known : board.ownRedis().get();
    }

    private @Nullable String problem(Preflight found, @Nullable String redis) {
        if (found.refusal() != null || target == WorkerType.ADVISORY) {
            return found.refusal();
        } else if (redis == null) {
            return "holdfast switch manager --redis URL";
        }
        var environment = new HashMap<>(System.getenv());
        if (board.database().password() != null) {
            environment.putIfAbsent("PGPASSWORD", board.database().password());
        }
        Lists.check(RedisAddress.parse(redis), environment);
        return null;
    }

    private void change(Changeover changeover, @Nullable String redis) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        changeover.begin(target, redis);
        List<Straggler> left = changeover.stragglers();
        while (!left.isEmpty()) {
            show(new Step.Draining(left, Duration.ofNanos(System.nanoTime() - start)));
            Wish wish = wishes.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (wish == Wish.BACK) {
                changeover.resume();
                show(new Step.GivenUp(target.other().word()));
                return;
            } else if (wish == Wish.CANCEL_RUNNING) {
                changeover.cancelRunning();
            }
            left = changeover.stragglers();
        }
        Duration drained = Duration.ofNanos(System.nanoTime() - start);
        changeover.complete();
        changeover.resume();
        show(new Step.Done(target.word(), drained, behind(changeover)));
    }

    /** Who has not changed over after a while; the others work already. */
    private static List<Straggler> behind(Changeover changeover) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + CHANGEOVER.toNanos();
        List<Straggler> behind = behindNow(changeover);
        while (!behind.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK);
            behind = behindNow(changeover);
        }
        return behind;
    }

    private static List<Straggler> behindNow(Changeover changeover) throws SQLException {
        return changeover.stragglers().stream().filter(one -> !one.follows()).toList();
    }
}
