package dev.holdfast.cli.submit;

import dev.holdfast.cli.tasks.Spans;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskRequest.IfFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When, how often and after what a task is to run: the options that most tasks do without. */
final class TimeOptions {
    @Option(names = "--due", paramLabel = "TIME", converter = Spans.TimeConverter.class, description = {
            "It gets its place in line then: 22:30, 2030-12-31T22:30, 2030-12-31T22:30:00Z, or 5 min from now."})
    private @Nullable Instant due;

    @Option(names = "--expires", paramLabel = "TIME", converter = Spans.TimeConverter.class, description = {
            "It is skipped if it has not started by then."})
    private @Nullable Instant expires;

    @Option(names = {"--attempts", "--max-attempts"}, paramLabel = "N", description = {
            "How often it is tried. More than 1 says that it may safely run again. Default: 1."})
    private @Nullable Integer attempts;

    @Option(names = "--backoff", paramLabel = "SPAN", converter = Spans.SpanConverter.class, description = {
            "The pause before the second attempt, such as 10 s; doubled before each further one."})
    private @Nullable Duration backoff;

    @Option(names = "--time-limit", paramLabel = "SPAN", converter = Spans.SpanConverter.class, description = {
            "An attempt that takes longer is stopped and has failed."})
    private @Nullable Duration timeLimit;

    @Option(names = "--unique", paramLabel = "KEY", description = {
            "Submits nothing while a task with this key is unfinished, and prints that one's id."})
    private @Nullable String unique;

    @Option(names = "--unique-for", paramLabel = "SPAN", converter = Spans.SpanConverter.class, description = {
            "Keeps the key for at least so long from now."})
    private @Nullable Duration uniqueFor;

    @Option(names = "--group", paramLabel = "GROUP", description = "Makes it one of a group.")
    private @Nullable String group;

    @Option(names = "--after", paramLabel = "ID", split = ",", description = {
            "It gets its place in line when these tasks have ended; repeatable, several with commas."})
    private List<Long> after = List.of();

    @Option(names = "--if-failed", paramLabel = "skip|run", description = {
            "What it does when one of these did not complete. Default: skip."})
    private IfFailed ifFailed = IfFailed.SKIP;

    @Option(names = "--parent", paramLabel = "ID", description = "The task that submits this one.")
    private @Nullable Long parent;

    TaskRequest of(TaskRequest plain) {
        TaskRequest request = with(plain, due, TaskRequest::due);
        request = with(request, expires, TaskRequest::expires);
        request = with(request, attempts, TaskRequest::maxAttempts);
        request = with(request, backoff, TaskRequest::backoff);
        request = with(request, timeLimit, TaskRequest::timeLimit);
        request = with(request, unique, TaskRequest::uniqueKey);
        request = with(request, uniqueFor, TaskRequest::uniqueFor);
        request = with(request, group, TaskRequest::group);
        request = with(request, parent, TaskRequest::parent);
        return after.isEmpty() ? request : request.after(after, ifFailed);
    }

    /** The request with that, where it was given. */
    static <T> TaskRequest with(TaskRequest request, @Nullable T value,
            BiFunction<TaskRequest, T, TaskRequest> option) {
        return value == null ? request : option.apply(request, value);
    }
}
