package dev.holdfast.console.lab.comparison;

import dev.holdfast.tasks.TaskRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Courses as CSV, for other programs: a line for each task, with seconds since the first submit of its burst. */
final class CourseFile {
    private static final String HEAD = "worker_type,task,state,submitted,ready,started,finished";

    private CourseFile() {}

    static void write(List<Course> courses, Path file) {
        var lines = new ArrayList<String>();
        lines.add(HEAD);
        courses.forEach(course -> course.runs().forEach(run -> lines.add(line(course, run))));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String line(Course course, TaskRun run) {
        return String.join(",", course.type().word(), Long.toString(run.id()), run.state().word(),
                text(course.at(run.submitted())), text(course.at(run.ready())), text(course.at(run.started())),
                text(course.at(run.finished())));
    }

    private static String text(double seconds) {
        return Double.isNaN(seconds) ? "" : String.format(Locale.ROOT, "%.3f", seconds);
    }
}
