package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.Task;
import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that a user has written, in jars of the user's. */
class OwnHandlersTest extends WorkerTest {
    private static final Path README = Path.of("../README.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(package jobs;.*?public final class (\\w+) .*?)```",
            Pattern.DOTALL);
    private static final String LIBRARY = """
            package library;
            public final class Greeting {
                public static String to(String name) {
                    return "Hello " + name;
                }
            }
            """;
    private static final String GREET = """
            package jobs;
            import dev.holdfast.handlers.*;
            public final class Greet implements Handler {
                public String name() {
                    return "greet";
                }
                public String run(TaskContext task) {
                    boolean context = Thread.currentThread().getContextClassLoader() == Greet.class.getClassLoader();
                    return "[\\"%s\\", %s, %s, %s]".formatted(library.Greeting.to(task.name()), context,
                            sees("com.fasterxml.jackson.databind.ObjectMapper"), sees("org.postgresql.Driver"));
                }
                private static boolean sees(String name) {
                    try {
                        Class.forName(name);
                        return true;
                    } catch (ClassNotFoundException e) {
                        return false;
                    }
                }
            }
            """;
    private static final String BROKEN = """
            package jobs;
            import dev.holdfast.handlers.*;
            public final class Broken implements Handler {
                public Broken() {
                    throw new IllegalStateException("no key in /etc/key");
                }
                public String name() {
                    return "broken";
                }
                public String run(TaskContext task) {
                    return null;
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aHandlerFromAJarRunsWithTheLibrariesOfItsUser() {
        Path library = UserJar.compiled(folder.resolve("library"), "library.Greeting", LIBRARY);
        Path greet = UserJar.compiled(folder.resolve("greet"), "jobs.Greet", GREET, library);
        Path jars = folder.resolve("jars");
        assertThat(jars.toFile().mkdir()).isTrue();
        UserJar.packed(library, jars.resolve("library-1.0.jar"));
        UserJar.packed(UserJar.listing(greet, "jobs.Greet"), jars.resolve("greet-1.0.jar"));

        WorkerProcess worker = workers.start("--jars", jars.toString(), "--slots", "2");
        assertThat(workers.row(worker).handlers()).contains("greet", "sleep").doesNotContain("command");
        Task task = workers.awaitState(workers.submit(TaskRequest.of("you").handler("greet")), TaskState.COMPLETED);
        assertThat(task.result()).isEqualTo("[\"Hello you\", true, false, true]");
    }

    @Test
    void aHandlerAsTheReadmeTellsToWriteIt() throws IOException {
        Matcher snippet = JAVA.matcher(Files.readString(README));
        assertThat(snippet.find()).isTrue();
        String name = "jobs." + snippet.group(2);
        Path classes = UserJar.listing(UserJar.compiled(folder, name, snippet.group(1)), name);
        Path file = Files.writeString(folder.resolve("three"), "1\n2\n3\n");

        workers.start("--jars", classes.toString(), "--handlers", "count-lines");
        long id = workers.submit(TaskRequest.of("count-lines").payload("\"" + file + "\""));
        assertThat(workers.awaitState(id, TaskState.COMPLETED).result()).isEqualTo("3");
    }

    @Test
    void whatCannotBeUsedIsToldAndEndsWith2() {
        Path nowhere = folder.resolve("nowhere.jar");
        assertRefused(nowhere.toString(), "there is no " + nowhere);
        Path silent = UserJar.compiled(folder.resolve("silent"), "library.Greeting", LIBRARY);
        assertRefused(silent.toString(), "no handler is listed in " + silent, "META-INF/services");
        UserJar.listing(silent, "jobs.Gone");
        assertRefused(silent.toString(), "jobs.Gone");
        Path broken = UserJar.listing(UserJar.compiled(folder.resolve("broken"), "jobs.Broken", BROKEN), "jobs.Broken");
        assertRefused(broken.toString(), "no key in /etc/key");
        assertRefused(broken + File.pathSeparator + nowhere, "there is no " + nowhere);
        Path sleep = UserJar.compiled(folder.resolve("sleep"), "jobs.Sleep",
                BROKEN.replace("Broken", "Sleep").replace("broken", "sleep").replace("throw new", "new"));
        assertRefused(UserJar.listing(sleep, "jobs.Sleep").toString(), "two handlers are named 'sleep'", "jobs.Sleep");
    }

    private void assertRefused(String jars, String... words) {
        WorkerProcess worker = workers.launch(database.settings(), "--jars", jars);
        assertThat(worker.awaitExit()).isEqualTo(ExitCode.USAGE);
        assertThat(worker.output()).contains(words).doesNotContain("\tat ");
    }
}
