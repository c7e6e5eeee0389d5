package dev.holdfast.manager;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** Takes the next task from a worker's own list once the worker wants one; on a thread of its own. */
final class Taker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Taker.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Lists lists;
    private final String list;
    private final Runnable taken;
    private final Semaphore hunger = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("taker").daemon().unstarted(this::run);
    private volatile @Nullable Long inHand;
    private volatile boolean hungry;
    private volatile boolean closed;

    /** @param taken called on the taker's thread when it has one in hand */
    Taker(Lists lists, String list, Runnable taken) {
        this.lists = lists;
        this.list = list;
        this.taken = taken;
        thread.start();
    }

    /** The task that was taken and not yet started. */
    @Nullable
    Long inHand() {
        return inHand;
    }

    /** The one in hand is no longer its business. */
    void started() {
        inHand = null;
        hungry = false;
    }

    void takeNext() {
        if (!hungry) {
            hungry = true;
            hunger.release();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (hunger.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    Optional<Long> task = Optional.empty();
                    while (!closed && task.isEmpty()) {
                        task = take();
                    }
                    if (task.isPresent()) {
                        inHand = task.get();
                        taken.run();
                    }
                }
            }
        } catch (InterruptedException e) {
            log.debug("closed");
        }
    }

    private Optional<Long> take() throws InterruptedException {
        try {
            return lists.take(list);
        } catch (JedisException e) {
            log.debug("Redis does not answer: {}", e.getMessage());
            Thread.sleep(PAUSE);
            return Optional.empty();
        }
    }

    /** Returns once it takes no more, and what it had in hand is back on the list. */
    @Override
    public void close() {
        closed = true;
        hunger.release();
        try {
            thread.join(Duration.ofSeconds(10));
            Long task = inHand;
            if (task != null) {
                lists.putBack(list, task);
            }
        } catch (JedisException e) {
            log.warn("task {} could not be put back: {}", inHand, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
