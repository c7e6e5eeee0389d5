package dev.holdfast.workers;

import java.util.List;

/** What a worker tells of itself when it registers. The name is a label; it need not be unique. */
public record WorkerInfo(String name, String host, long pid, String version, int slots, List<String> handlers) {
    public WorkerInfo {
        handlers = List.copyOf(handlers);
    }
}
