package dev.holdfast.console.changeover;

import dev.holdfast.changeover.Preflight;
import dev.holdfast.changeover.Procedure;
import dev.holdfast.changeover.Procedure.Decision;
import dev.holdfast.changeover.Procedure.Outcome;
import dev.holdfast.changeover.Procedure.Wish;
import dev.holdfast.changeover.Straggler;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Words;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * One switch of the worker type, in the background; what a person decides reaches it through a queue. The window may be closed
 * at any step: before the switch itself that is to go back.
 */
final class ChangeoverModel implements Procedure.Guide {
    private enum Answer {
        GO, CANCEL_RUNNING, BACK
    }

    private final Switchboard board;
    private final WorkerType target;
    private final Live live;
    private final Executor receiver;
    private final Background background;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(new Step.Looking());

    /** @param receiver runs what it is given on the application thread */
    ChangeoverModel(Switchboard board, WorkerType target, Live live, Executor receiver) {
        this.board = board;
        this.target = target;
        this.live = live;
        this.receiver = receiver;
        this.background = new Background(receiver,
                failure -> step.set(new Step.Failed(Words.failure(failure))));
    }

    WorkerType target() {
        return target;
    }

    ReadOnlyObjectProperty<Step> step() {
        return step.getReadOnlyProperty();
    }

    void start() {
        background.run(this::outcome, outcome -> {
            step.set(last(outcome));
            live.refresh();
        });
        background.close();
    }

    void go() {
        answers.add(Answer.GO);
    }

    void cancelRunning() {
        answers.add(Answer.CANCEL_RUNNING);
    }

    void back() {
        answers.add(Answer.BACK);
    }

    private Outcome outcome() {
        try {
            return Procedure.run(board.database(), target, this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Declined();
        }
    }

    private Step last(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> new Step.Done(target.word(), done.drained(), done.behind());
            case Outcome.GivenUp givenUp -> new Step.GivenUp(
                    givenUp.left().isEmpty() ? target.word() : target.other().word());
            case Outcome.Declined declined -> new Step.GivenUp(target.other().word());
        };
    }

    private void show(Step next) {
        receiver.execute(() -> {
            step.set(next);
            live.refresh();
        });
    }

    @Override
    public Decision found(Preflight preflight) {
        String redis = board.redisFor(preflight);
        show(new Step.Found(preflight, redis));
        try {
            return new Decision(answers.take() == Answer.GO, redis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Decision(false, redis);
        }
    }

    @Override
    public Wish draining(List<Straggler> left, Duration since) {
        show(new Step.Draining(left, since));
        Answer answer = answers.poll();
        return answer == Answer.BACK
                ? Wish.BACK
                : answer == Answer.CANCEL_RUNNING ? Wish.CANCEL_RUNNING : Wish.WAIT;
    }
}
