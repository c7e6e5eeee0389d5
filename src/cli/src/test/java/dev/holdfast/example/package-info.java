/** The examples, run as a reader of their README runs them: on real worker processes of a local cluster. */
@NullMarked
package dev.holdfast.example;

import org.jspecify.annotations.NullMarked;
