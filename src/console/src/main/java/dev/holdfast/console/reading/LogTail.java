package dev.holdfast.console.reading;

import dev.holdfast.tasks.LogLine;
import dev.holdfast.tasks.TaskReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The part of a task's log that is known; reads only what came after it. */
record LogTail(List<LogLine> pieces) {
    static final LogTail EMPTY = new LogTail(List.of());
    private static final int BATCH = 500;

    LogTail follow(Connection connection, long task) throws SQLException {
        int attempt = pieces.isEmpty() ? -1 : pieces.getLast().attempt();
        int seq = pieces.isEmpty() ? -1 : pieces.getLast().seq();
        List<LogLine> news = TaskReader.log(connection, task, attempt, seq, BATCH);
        return news.isEmpty() ? this : plus(news);
    }

    LogTail plus(List<LogLine> news) {
        var all = new ArrayList<LogLine>(pieces);
        all.addAll(news);
        return new LogTail(all.subList(Math.max(0, all.size() - TaskDetail.LOG_PIECES), all.size()));
    }
}
