/** From submit to start on an idle cluster, beside what PostgreSQL alone takes. */
@NullMarked
package dev.holdfast.benchmark.latency;

import org.jspecify.annotations.NullMarked;
