package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.tasks.TaskRequest;
import dev.holdfast.tasks.TaskState;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of a worker. */
class MetricsTest extends WorkerTest {
    private static final Pattern ADDRESS = Pattern.compile("metrics at (http://\\S+)");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void countsWhatHappens() throws Exception {
        WorkerProcess worker = workers.start("--metrics-port", "0", "--handlers", "test-append,test-failing,sleep",
                "--sweep", "1000");
        workers.awaitDeepSleep(worker);
        long one = workers.submit(witness.task("one", 0).exclusive("repo/A"));
        workers.awaitState(one, TaskState.COMPLETED);
        workers.awaitState(workers.submit(witness.task("two", 0)), TaskState.COMPLETED);
        workers.awaitState(workers.submit(TaskRequest.of("test-failing")), TaskState.FAILED);
        workers.awaitState(workers.submit(TaskRequest.of("test-failing").maxAttempts(2)), TaskState.FAILED);
        long stays = workers
                .submit(TaskRequest.of("sleep").payload("{\"seconds\": 600}").exclusive("repo/A").shared("repo/B"));
        workers.awaitState(stays, TaskState.RUNNING);
        long behind = workers.submit(witness.task("behind", 0).exclusive("repo/A"));
        await().atMost(Workers.PATIENCE).until(() -> text(worker).contains("holdfast_locks_held 3.0"));

        String text = text(worker);
        assertThat(text).contains("holdfast_tasks_ended_total{outcome=\"completed\"} 2.0",
                "holdfast_tasks_ended_total{outcome=\"failed\"} 2.0",
                "holdfast_tasks_ended_total{outcome=\"retried\"} 1.0",
                "holdfast_task_run_seconds_count 5", "holdfast_task_wait_seconds_count 6",
                "holdfast_task_ready_seconds_bucket{le=\"+Inf\"} 6", "holdfast_slots 1.0", "holdfast_slots_used 1.0",
                "holdfast_tasks{phase=\"running\"} 1.0", "holdfast_tasks{phase=\"ready\"} 0.0",
                "# TYPE holdfast_task_run_seconds histogram", "holdfast_sweeps_found_total 0.0");
        assertThat(text).doesNotContain("holdfast_wakeups_total 0.0", "NaN");
        assertThat(workers.state(behind)).isEqualTo(TaskState.WAITING);
    }

    @Test
    void countsTheTasksOfTheDead() throws Exception {
        WorkerProcess dying = workers.start("--handlers", "sleep");
        long lost = workers.submit(TaskRequest.of("sleep").payload("{\"seconds\": 600}"));
        workers.awaitState(lost, TaskState.RUNNING);
        WorkerProcess watching = workers.start("--metrics-port", "0", "--handlers", "test-append");
        dying.kill();
        workers.awaitState(lost, TaskState.FAILED);
        await().atMost(Workers.PATIENCE).until(() -> text(watching).contains("holdfast_lost_tasks_total 1.0"));
    }

    @Test
    void aSweepThatFindsSomethingIsCounted() throws Exception {
        WorkerProcess worker = workers.start("--metrics-port", "0", "--handlers", "test-append", "--sweep", "3");
        await().atMost(Workers.PATIENCE).until(() -> {
            // As if the notification had been lost: nobody is woken for a task that is put there like this.
            long id = workers.value(Long.class, """
                    WITH quiet AS MATERIALIZED (SELECT set_config('holdfast.wakes_until', '0', false))
                    SELECT holdfast.submit('test-append', payload => '{"file": "/dev/null", "millis": 0}') FROM quiet
                    """);
            await().atMost(Workers.PATIENCE).until(() -> workers.state(id).isFinal());
            return !text(worker).contains("holdfast_sweeps_found_total 0.0");
        });
    }

    @Test
    void servesNothingUnlessAskedAndNothingElse() throws Exception {
        WorkerProcess silent = workers.start("--handlers", "test-append");
        assertThat(silent.output()).doesNotContain("metrics at");
        WorkerProcess worker = workers.start("--metrics-port", "0", "--handlers", "test-append");
        assertThat(address(worker)).startsWith("http://127.0.0.1:");
        assertThat(get(address(worker).replace("/metrics", "/")).statusCode()).isEqualTo(404);
        assertThat(http.send(HttpRequest.newBuilder(URI.create(address(worker))).DELETE().build(),
                HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }

    @Test
    void aPortThatIsTakenIsTold() throws IOException {
        try (var taken = new ServerSocket(0)) {
            WorkerProcess worker = workers.launch(database.settings(), "--metrics-port",
                    "0.0.0.0:" + taken.getLocalPort());
            assertThat(worker.awaitExit()).isEqualTo(ExitCode.REFUSED);
            assertThat(worker.output()).contains("metrics cannot be served", "port of its own").doesNotContain("\tat ");
        }
        WorkerProcess wrong = workers.launch(database.settings(), "--metrics-port", "99999");
        assertThat(wrong.awaitExit()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.output()).contains("--metrics-port is 99999", "0 to 65535");
    }

    private String text(WorkerProcess worker) throws IOException, InterruptedException {
        HttpResponse<String> response = get(address(worker));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        return response.body();
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String address(WorkerProcess worker) {
        Matcher found = ADDRESS.matcher(worker.output());
        assertThat(found.find()).as(worker.output()).isTrue();
        return found.group(1);
    }
}
