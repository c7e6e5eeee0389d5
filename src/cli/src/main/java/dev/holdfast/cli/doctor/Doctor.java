package dev.holdfast.cli.doctor;

import dev.holdfast.cli.doctor.Finding.Level;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.ExitCodes;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a database and says what to do. Changes nothing in it. */
@Command(name = "doctor", description = {"Checks the database: version, rights, pooler, clock, settings.",
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
        List<Finding> findings = examine(source);
        output.print(session.terminal(), findings, () -> print(findings));
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL)
                ? ExitCodes.REFUSED
                : ExitCodes.DONE;
    }

    private static List<Finding> examine(ConnectionSource source) {
        var checks = new ArrayList<>(ServerChecks.all());
        checks.addAll(RightsChecks.all());
        checks.add(new PoolerCheck(source));
        checks.addAll(SettingChecks.all());
        return Sql.call(source, connection -> {
            var findings = new ArrayList<Finding>();
            for (Check check : checks) {
                findings.add(check.look(connection));
            }
            return findings;
        });
    }

    private void print(List<Finding> findings) {
        Terminal terminal = session.terminal();
        for (Finding finding : findings) {
            terminal.out().printf("%-4s  %-13s %s%n", finding.level(), finding.check(), finding.text());
            if (finding.advice() != null) {
                terminal.out().printf("%20s%s%n", "", finding.advice());
            }
        }
    }
}
