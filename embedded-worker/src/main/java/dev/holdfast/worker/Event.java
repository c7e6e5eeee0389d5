package dev.holdfast.worker;

import dev.holdfast.workers.Mailbox;

/** What the worker's one loop reacts to. Handling an event touches memory only; the database's turn comes after. */
sealed interface Event {
    /** Another session told this worker something. */
    record Told(Mailbox.Message message) implements Event {}

    /** There is a task that this worker was given: of the worker type manager only. */
    record Assigned() implements Event {}

    /** Others have taken this worker for missing, so its tasks are not its own: of the worker type manager only. */
    record Missed() implements Event {}

    /** A task has something to report, for the first time since its reports were written. */
    record Reported() implements Event {}

    /** A slot has become free. */
    record Free() implements Event {}

    /** It is known what became of ends that were written beside the loop. */
    record Written() implements Event {}

    /** The process was asked to end: the first time it drains, the second time it stops now. */
    record Stop() implements Event {}
}
