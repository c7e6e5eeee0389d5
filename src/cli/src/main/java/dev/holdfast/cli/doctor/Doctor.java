package dev.holdfast.cli.doctor;

import dev.holdfast.cli.doctor.Finding.Level;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a database and says what to do. Changes nothing in it. */
@Command(name = "doctor", description = {
        "Checks the database: version, rights, pooler, clock, settings, connections, and what keeps vacuum "
                + "from cleaning up.",
        "Exit code 5 when something would not work."}, footer = {
                "  holdfast doctor --url postgresql://holdfast@db.example.org/holdfast"})
public final class Doctor implements Callable<Integer> {
    @Mixin
    private final Session session;
    @Mixin
    private final Output output = new Output();

    public Doctor(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var settings = session.settings();
        ConnectionSource source = () -> settings.open("holdfast doctor");
        Map<String, Finding> findings = examine(source);
        output.print(session.terminal(), findings, () -> print(findings));
        return findings.values().stream().anyMatch(finding -> finding.level() == Level.FAIL)
                ? ExitCodes.REFUSED
                : ExitCodes.DONE;
    }

    private static Map<String, Finding> examine(ConnectionSource source) {
        var checks = new LinkedHashMap<String, Check>();
        ServerChecks.addTo(checks);
        RightsChecks.addTo(checks);
        checks.put("worker type", Check.ofSchema(new TypeCheck()));
        checks.put("workers", Check.ofSchema(new WorkerCheck()));
        checks.put("pooler", new PoolerCheck(source));
        SettingChecks.addTo(checks);
        ConnectionChecks.addTo(checks);
        VacuumChecks.addTo(checks);
        return Sql.call(source, connection -> {
            var findings = new LinkedHashMap<String, Finding>();
            for (var check : checks.entrySet()) {
                findings.put(check.getKey(), check.getValue().examine(connection));
            }
            return findings;
        });
    }

    private void print(Map<String, Finding> findings) {
        Terminal terminal = session.terminal();
        findings.forEach((check, finding) -> {
            terminal.out().printf("%-4s  %-13s %s%n", finding.level(), check, finding.text());
            if (finding.advice() != null) {
                terminal.out().printf("%20s%s%n", "", finding.advice());
            }
        });
    }
}
