package dev.holdfast.tasks;

/**
 * One piece of what a task waits for.
 *
 * @param kind    pause, due, retry, after, submitted, resource, order, recovering, held, handler, worker, priority, or what a
 *                worker type adds
 * @param subject what it is about: a resource, a task's id, a session's number, a worker's name, a handler, a role or a time;
 *                empty for nothing in particular
 * @param text    it in words
 * @param proof   a query that shows it
 */
public record Clause(String kind, String subject, String text, String proof) {}
