/**
 * The old worker type: one resource manager at a time hands tasks to workers through lists in Redis. Deprecated from its first
 * day; it is here so that operators can start with what they know, and see measured what each type costs. What it does and why
 * is told in docs/decisions/0020-manager.md.
 */
@NullMarked
package dev.holdfast.manager;

import org.jspecify.annotations.NullMarked;
