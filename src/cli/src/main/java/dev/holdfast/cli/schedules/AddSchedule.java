package dev.holdfast.cli.schedules;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.submit.RequestOptions;
import dev.holdfast.cli.tasks.Spans;
import dev.holdfast.database.InvalidInput;
import dev.holdfast.schedules.Missed;
import dev.holdfast.schedules.ScheduleRequest;
import dev.holdfast.schedules.Schedules;
import dev.holdfast.tasks.TaskRequest;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "add", description = {"Adds a schedule; NAME is its name and that of its tasks.",
        "Where there is the same one already, nothing changes."}, footer = {
                "  holdfast schedule add nightly --cron '30 2 * * *' --need repo/A -- git -C /srv/A gc",
                "  holdfast schedule add report --cron '0 8 * * MON-FRI' --zone Europe/Berlin --missed skip -- ./report.sh",
                "  holdfast schedule add poll --every '15 min' --overlap --handler poll"})
final class AddSchedule implements Runnable {
    @Mixin
    private final Session session;
    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Option(names = "--cron", paramLabel = "EXPRESSION", description = {
            "Minute, hour, day of month, month, day of week, such as '30 2 * * MON-FRI'; or @hourly, @daily, @weekly, "
                    + "@monthly, @yearly."})
    private @Nullable String cron;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Where these times are meant. Default: the zone of this machine.")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(names = "--every", paramLabel = "SPAN", converter = Spans.SpanConverter.class, description = {
            "Instead of --cron: a span such as 15 min, which counts from now."})
    private @Nullable Duration every;

    @Option(names = "--missed", paramLabel = "skip|once|all", description = {
            "What becomes of firings that no worker was there for: none, one for all of them, each (100 at most). "
                    + "Default: once."})
    private Missed missed = Missed.ONCE;

    @Option(names = "--overlap", description = {
            "Fires also while the task before is unfinished; otherwise such a firing is left out."})
    private boolean overlap;

    AddSchedule(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if ((cron == null) == (every == null)) {
            throw new InvalidInput("a schedule has either --cron or --every", "Such as --cron '30 2 * * *'.");
        }
        TaskRequest task = request.toRequest(session.terminal().directory());
        var schedule = new ScheduleRequest(task.name(), task, cron, zone, every, missed, overlap);
        var schedules = new Schedules(session.source());
        if (!schedules.add(schedule)) {
            session.terminal().say("there is the same schedule already");
        }
        session.terminal().out().println(task.name());
    }
}
