package dev.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code --help}, added to every command. */
@Command
final class HelpOption {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "This text.")
    private boolean help;
}
