package dev.holdfast.cli.tasks;

import dev.holdfast.tasks.TaskState;
import java.util.Set;

/**
 * What is done to many tasks.
 *
 * @param verb     such as {@code cancel}
 * @param past     such as {@code canceled}
 * @param possible the states in which it can be done
 * @param rule     says so
 */
record Deed(String verb, String past, Set<TaskState> possible, String rule) {}
