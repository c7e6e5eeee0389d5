package dev.holdfast.example;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Git, asked by the test itself, and the programs that are at work on repositories. */
final class Git {
    private Git() {}

    /** What is wrong with a repository; nothing when it is whole. */
    static String faults(Path repository) throws IOException, InterruptedException {
        return run(repository, "fsck", "--no-dangling", "--no-progress");
    }

    /** How many commits the histories of these repositories have together. */
    static long commits(List<Path> repositories) throws IOException, InterruptedException {
        long all = 0;
        for (Path repository : repositories) {
            all += Long.parseLong(run(repository, "rev-list", "--count", "HEAD"));
        }
        return all;
    }

    /** The processes on this machine that were called with a path in this folder, or (on Linux) work in it. */
    static List<String> programsIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> line(process).contains(folder.toString()) || directory(process).startsWith(folder))
                .map(process -> process.pid() + " " + line(process))
                .toList();
    }

    /** A dead process that nobody has taken note of yet has a pid and no command any more. */
    static boolean runs(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    private static String line(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static Path directory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
        } catch (IOException e) {
            return Path.of("");
        }
    }

    private static String run(Path repository, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? output : "exit code " + git.exitValue() + ": " + output;
    }
}
