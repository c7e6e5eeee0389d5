/** What commands write to: tables for people, JSON for programs, progress, exit codes. */
@NullMarked
package dev.holdfast.cli.terminal;

import org.jspecify.annotations.NullMarked;
