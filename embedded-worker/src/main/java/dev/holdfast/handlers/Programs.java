package dev.holdfast.handlers;

/** What can be seen from outside of the programs that workers of this host run. */
public final class Programs {
    private Programs() {}

    /**
     * Whether a program of that worker still runs on this host, or its guard, which ends only after the program. Always
     * false where there are no guards (on Windows), or where the system hides the processes of others.
     *
     * @param workerPid the worker's process id, also when that process is gone
     */
    public static boolean runFor(long workerPid) {
        String guard = " " + Guard.nameFor(workerPid) + " ";
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().filter(line -> line.contains(guard)).isPresent());
    }
}
