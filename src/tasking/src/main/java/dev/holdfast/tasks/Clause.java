package dev.holdfast.tasks;

/**
 * One piece of what a task waits for.
 *
 * @param kind    resource, order, recovering, held, due, retry, after, submitted, handler, worker or priority
 * @param subject what it is about: a resource, a task's id, a session's number, a worker's name, a handler or a time
 * @param text    it in words
 */
public record Clause(String kind, String subject, String text) {}
