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
import dev.holdfast.cli.submit.Submit;
import dev.holdfast.cli.tasks.TaskCommands;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.whatif.WhatIfCommands;
import dev.holdfast.cli.workers.WorkerCommands;
import dev.holdfast.cluster.CommandProvider;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The commands, as picocli runs them. */
final class CommandTree {
    private static final int WIDEST_HELP = 110;
    /** Of these all others are a part. */
    private static final Set<String> OF_ALL = Set.of("completion");

    private CommandTree() {}

    /** A command that costs nothing before it is made: picocli looks at each of its fields and methods. */
    private record Branch(String name, Supplier<CommandLine> command) {
        static Branch of(Object command) {
            return new Branch(command.getClass().getAnnotation(Command.class).name(), () -> new CommandLine(command));
        }

        static Branch of(Object command, List<Object> subcommands) {
            return new Branch(of(command).name(), () -> {
                var tree = new CommandLine(command);
                subcommands.forEach(tree::addSubcommand);
                return tree;
            });
        }
    }

    /** @param wanted the command that is to be run; where it is none of them, such as for help, all are there */
    static CommandLine of(Session session, LocalCluster local, String wanted) {
        var root = new CommandLine(new Program());
        List<Branch> all = all(session, local);
        boolean alone = !OF_ALL.contains(wanted) && all.stream().anyMatch(branch -> branch.name().equals(wanted));
        all.stream()
                .filter(branch -> !alone || branch.name().equals(wanted))
                .forEach(branch -> root.addSubcommand(branch.name(), branch.command().get()));
        addHelp(root);
        root.getSubcommands().values().forEach(command -> {
            addHelp(command);
            command.getSubcommands().values().forEach(CommandTree::addHelp);
        });
        return configure(root, session.terminal());
    }

    private static List<Branch> all(Session session, LocalCluster local) {
        ScheduleCommands.Tree schedules = ScheduleCommands.all(session);
        WhatIfCommands.Tree whatIf = WhatIfCommands.all(session);
        var all = Stream
                .of(List.<Object>of(new Submit(session)), TaskCommands.all(session), LockCommands.all(session),
                        WorkerCommands.all(session),
                        ClusterCommands.all(session.terminal(), local), ChangeoverCommands.all(session, local),
                        AccessCommands.all(session))
                .flatMap(List::stream)
                .map(Branch::of)
                .collect(Collectors.toCollection(ArrayList::new));
        all.add(Branch.of(schedules.command(), schedules.subcommands()));
        all.add(Branch.of(whatIf.command(), whatIf.subcommands()));
        Stream.of(new ShowRetention(session), new Audit(session), new Doctor(session),
                new Completion(session.terminal())).map(Branch::of).forEach(all::add);
        // The console and the benchmarks are modules of their own, on hosts that have them.
        ServiceLoader.load(CommandProvider.class)
                .forEach(found -> all.add(new Branch(found.name(), () -> new CommandLine(found.command()))));
        if (all.stream().noneMatch(branch -> branch.name().equals("console"))) {
            all.add(Branch.of(new AbsentConsole()));
        }
        return all;
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
