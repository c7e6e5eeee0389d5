package dev.holdfast.cluster.processes;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.launch.StartCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the start caches of what the script {@code holdfast} starts: its commands, and the console. They are made through
 * that script, which knows how Java is called, and lie in the app's folder, where it looks for them.
 *
 * @param launcher the script
 * @param app      the folder with the jars
 * @param home     that of the local cluster
 */
record LauncherTraining(Path launcher, Path app, Path home) {
    private static final String COMMAND = "command";
    private static final String CONSOLE = "console";

    /** Empty in a program that was started in another way. */
    static Optional<LauncherTraining> ofThisProgram(Path home) {
        String launcher = System.getProperty("holdfast.launcher");
        String app = System.getProperty("holdfast.app");
        return launcher == null || app == null
                ? Optional.empty()
                : Optional.of(new LauncherTraining(Path.of(launcher), Path.of(app), home));
    }

    boolean isAnyMissing() {
        return cache(COMMAND).isMissing() || cache(CONSOLE).isMissing();
    }

    private StartCache cache(String name) {
        return StartCache.beside(app, name);
    }

    /** Makes those that are missing; returns whether all are there. They read only, and wait at most that long. */
    boolean run(WorkerCommand training, Duration patience) throws IOException, InterruptedException {
        Path pictures = Files.createTempDirectory("holdfast-");
        try {
            // A command that finds the local cluster itself, as most do.
            Map<String, String> local = Map.of("HOLDFAST_URL", "", "HOLDFAST_HOME", home.toString());
            return make(COMMAND, options -> call(training, patience, options, local, "list"),
                    options -> call(training, patience, options, local, "--help"))
                    && make(CONSOLE, options -> call(training, patience, options, Map.of(), CONSOLE, "--snapshots",
                            pictures.toString()),
                            options -> call(training, patience, options, Map.of(), CONSOLE, "--help"));
        } finally {
            PrivateFiles.deleteTree(pictures);
        }
    }

    private boolean make(String name, StartCache.Jvm run, StartCache.Jvm proof)
            throws IOException, InterruptedException {
        return !cache(name).isMissing() || cache(name).make(run, proof);
    }

    private int call(WorkerCommand training, Duration patience, List<String> options,
            Map<String, String> database, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<String>(List.of(launcher.toString()));
        line.addAll(List.of(arguments));
        var environment = new HashMap<>(database);
        // Java takes options from this variable too; in quotes, for there may be spaces in a path.
        environment.put("JDK_JAVA_OPTIONS", "\"" + String.join("\" \"", options) + "\"");
        environment.put("HOLDFAST_JAVA_OPTS", "");
        environment.put("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOLDFAST_TRAINING", "true");
        Process process = training.startInBackground(line, environment);
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }
}
