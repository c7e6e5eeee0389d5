package dev.holdfast.console.travel;

import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.TaskDetail;
import dev.holdfast.resources.Holder;
import dev.holdfast.resources.ResourceSummary;
import dev.holdfast.tasks.TaskSummary;
import dev.holdfast.workers.WorkerRow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody follows through the past: its events are the changes of its state. */
sealed interface Followed {
    /** What is to be equal as long as nothing happens to it; empty where the reading does not tell. */
    Optional<Object> state(Snapshot snapshot);

    /** Its phase, attempt or worker changes. */
    record OfTask(long id) implements Followed {
        @Override
        public Optional<Object> state(Snapshot snapshot) {
            return Stream.concat(snapshot.tasks().rows().stream(),
                    Stream.ofNullable(snapshot.detail()).map(TaskDetail::task).map(task -> task.summary()))
                    .filter(task -> task.id() == id)
                    .findFirst()
                    .map(OfTask::state);
        }

        private static Object state(TaskSummary task) {
            return List.of(task.phase(), task.attempt(), Objects.requireNonNullElse(task.worker(), ""));
        }
    }

    /** Somebody else holds it, or nobody. */
    record OfResource(String name) implements Followed {
        @Override
        public Optional<Object> state(Snapshot snapshot) {
            return Optional.of(snapshot.resources()
                    .stream()
                    .filter(resource -> resource.name().equals(name))
                    .map(ResourceSummary::holders)
                    .flatMap(List::stream)
                    .map(OfResource::holder)
                    .sorted()
                    .toList());
        }

        private static String holder(Holder holder) {
            return holder.taskId() == null ? "session " + holder.session() : "task " + holder.taskId();
        }
    }

    /** It comes, drains, goes, or has other tasks. */
    record OfWorker(String name) implements Followed {
        @Override
        public Optional<Object> state(Snapshot snapshot) {
            return Optional.of(snapshot.workers()
                    .stream()
                    .filter(worker -> worker.name().equals(name))
                    .map(OfWorker::state)
                    .toList());
        }

        private static Object state(WorkerRow worker) {
            return List.of(worker.id(), worker.state(), worker.alive(), worker.tasks());
        }
    }
}
