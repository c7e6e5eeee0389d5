package dev.holdfast.cli;

import dev.holdfast.cli.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Prints a script that completes commands and options in a shell.", footer = {
        "  source <(holdfast completion bash)",
        "  holdfast completion zsh > ~/.zsh/holdfast && echo 'source ~/.zsh/holdfast' >> ~/.zshrc"})
final class Completion implements Runnable {
    /** The shells that picocli's script serves. */
    enum Shell {
        BASH, ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh; the script finds out itself in which it runs.")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;

    Completion(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out().println(AutoComplete.bash("holdfast", spec.root().commandLine()));
    }
}
