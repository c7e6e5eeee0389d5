package dev.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code holdfast --help} and {@code --version} show. */
@Command(name = "holdfast", versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND", description = "Tasks on PostgreSQL, whose locks die with their workers. Without a command: the console.", optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n", footerHeading = "%nThe database:%n", footer = {
        "  --url postgresql://user@host:5432/database, or HOLDFAST_URL; the password in PGPASSWORD or ~/.pgpass.",
        "  Without: the local cluster of this user, which is started if need be.",
        "", "Exit codes:",
        "  0  done",
        "  1  the task failed",
        "  2  wrong usage",
        "  3  no connection",
        "  4  not found",
        "  5  refused",
        "", "Examples:",
        "  holdfast                                          the console",
        "  holdfast up --workers 4                           a local cluster without a window",
        "  holdfast submit gc --need repo/A -- git gc        a program that needs repo/A for itself",
        "  holdfast why 17                                   what task 17 waits for"})
final class Program {
    @Option(names = {"-V", "--version"}, versionHelp = true, description = "The version, and nothing else.")
    private boolean version;
}
