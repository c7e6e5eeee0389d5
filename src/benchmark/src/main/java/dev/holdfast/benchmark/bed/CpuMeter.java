package dev.holdfast.benchmark.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The processor time of a server and of worker processes, as Linux tells it. Unlike a rate it hardly depends on what
 * else runs on the machine.
 *
 * @param server  process id of the server; its sessions count too, ended ones as well
 * @param workers process ids of those that work now
 */
public record CpuMeter(long server, Supplier<List<Long>> workers) {
    private static final double TICKS_PER_SECOND = 100;
    /** Where the fields of proc_pid_stat(5) are, counted from the one after the name. */
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED = 13;
    private static final int SYSTEM_OF_ENDED = 14;

    /** Seconds since each of the processes began; 0 where the system does not tell. */
    public double seconds() {
        long[] sessions = ProcessHandle.of(server)
                .stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(ProcessHandle::pid)
                .toArray();
        return LongStream.concat(LongStream.of(sessions), workers.get().stream().mapToLong(Long::longValue))
                .mapToDouble(pid -> seconds(pid, USER, SYSTEM))
                .sum()
                + seconds(server, USER, SYSTEM, USER_OF_ENDED, SYSTEM_OF_ENDED);
    }

    private static double seconds(long pid, int... fields) {
        try {
            String all = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] afterName = all.substring(all.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int field : fields) {
                ticks += Long.parseLong(afterName[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException hasEnded) {
            return 0;
        }
    }
}
