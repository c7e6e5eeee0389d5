package dev.holdfast.cli;

import dev.holdfast.cli.access.AccessCommands;
import dev.holdfast.cli.audit.Audit;
import dev.holdfast.cli.changeover.ChangeoverCommands;
import dev.holdfast.cli.cluster.ClusterCommands;
import dev.holdfast.cli.doctor.Doctor;
import dev.holdfast.cli.locks.LockCommands;
import dev.holdfast.cli.retention.ShowRetention;
import dev.holdfast.cli.schedules.ScheduleCommands;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.tasks.TaskCommands;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.whatif.WhatIfCommands;
import dev.holdfast.cli.workers.WorkerCommands;
import dev.holdfast.cluster.CommandProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, as picocli runs them. */
final class CommandTree {
    private static final int WIDEST_HELP = 110;

    private CommandTree() {}

    static CommandLine of(Session session, LocalCluster local) {
        var root = new CommandLine(new Program());
        TaskCommands.all(session).forEach(root::addSubcommand);
        LockCommands.all(session).forEach(root::addSubcommand);
        WorkerCommands.all(session).forEach(root::addSubcommand);
        ClusterCommands.all(session.terminal(), local).forEach(root::addSubcommand);
        ChangeoverCommands.all(session, local).forEach(root::addSubcommand);
        AccessCommands.all(session).forEach(root::addSubcommand);
        ScheduleCommands.Tree schedules = ScheduleCommands.all(session);
        root.addSubcommand(tree(schedules.command(), schedules.subcommands()));
        WhatIfCommands.Tree whatIf = WhatIfCommands.all(session);
        root.addSubcommand(tree(whatIf.command(), whatIf.subcommands()));
        root.addSubcommand(new ShowRetention(session));
        root.addSubcommand(new Audit(session));
        root.addSubcommand(new Doctor(session));
        root.addSubcommand(new Completion(session.terminal()));
        // The console and the benchmarks are modules of their own, on hosts that have them.
        ServiceLoader.load(CommandProvider.class).forEach(found -> root.addSubcommand(found.name(), found.command()));
        if (!root.getSubcommands().containsKey("console")) {
            root.addSubcommand(new AbsentConsole());
        }
        addHelp(root);
        root.getSubcommands().values().forEach(command -> {
            addHelp(command);
            command.getSubcommands().values().forEach(CommandTree::addHelp);
        });
        return configure(root, session.terminal());
    }

    private static CommandLine tree(Object command, List<Object> subcommands) {
        var tree = new CommandLine(command);
        subcommands.forEach(tree::addSubcommand);
        return tree;
    }

    private static CommandLine configure(CommandLine root, Terminal terminal) {
        var failures = new FailurePrinter(terminal);
        return root.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setColorScheme(Help.defaultColorScheme(terminal.interactive() ? Help.Ansi.AUTO : Help.Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(terminal.width(), 80, WIDEST_HELP))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        }
        if (!spec.usageMessage().footerHeading().isEmpty() || spec.usageMessage().footer().length == 0) {
            return;
        }
        spec.usageMessage().footerHeading("%nExamples:%n").optionListHeading("%nOptions:%n");
    }
}
