package dev.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "holdfast.cmd is another script")
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {

    @TempDir
    Path temporary;

    Clone clone;
    Path jdk;

    @BeforeEach
    void makeAClone() throws IOException {
        clone = new Clone(temporary);
        jdk = clone.jdk("jdk 25", "25.0.3");
    }

    @Test
    void argumentsReachJavaUntouchedAndItsExitCodeComesBack() throws Exception {
        var outcome = holdfast("submit", "a name", "", "*", "--", "sh", "-c", "echo \"$HOME\" 'x'");

        assertThat(outcome.afterMainClass()).containsExactly("submit", "a name", "", "*", "--", "sh", "-c",
                "echo \"$HOME\" 'x'");
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.messages()).isEmpty();
    }

    @Test
    void javaTakesThePlaceOfTheLauncherSoThatSignalsReachIt() throws Exception {
        var outcome = holdfast("list");

        assertThat(outcome.output()).startsWith(Long.toString(outcome.pid()));
        assertThat(outcome.output()).contains("-Dholdfast.app=" + clone.app(), clone.app() + "/lib/*");
        assertThat(outcome.output().toString()).as("HOME counts, not the account's folder").contains("-Duser.home=/");
        assertThat(clone.app()).isDirectory();
    }

    @Test
    void worksThroughSymbolicLinksFromAnyDirectory() throws Exception {
        var elsewhere = Files.createDirectories(temporary.resolve("else where"));
        var absolute = Files.createSymbolicLink(elsewhere.resolve("first"), clone.launcher());
        Files.createSymbolicLink(elsewhere.resolve("second"), absolute.getFileName());

        var outcome = clone.run(elsewhere, environment(), List.of("./second", "list"));

        assertThat(outcome.output()).contains("-Dholdfast.app=" + clone.app());
        assertThat(outcome.afterMainClass()).containsExactly("list");
        assertThat(elsewhere).isDirectoryNotContaining("glob:**target");
    }

    @Test
    void buildsOnFirstUseAndNotAgain() throws Exception {
        holdfast("list");
        holdfast("list");

        assertThat(clone.mavenCalls()).hasSize(1);
        assertThat(clone.mavenCalls().getFirst()).startsWith(jdk + ": -B -T1 -Dquick -DskipTests")
                .endsWith("-f " + clone.folder() + "/pom.xml package");
        assertThat(clone.folder().resolve("target/build.log")).content().contains("what Maven says");
    }

    @Test
    void buildsAgainForEverySortOfChange() throws Exception {
        holdfast("list");

        clone.write("embedded-worker/src/main/java/Worker.java");
        assertThat(callsAfterNextStart()).as("changed").isEqualTo(2);
        clone.write("src/console/src/main/java/Added.java");
        assertThat(callsAfterNextStart()).as("added, in a new module").isEqualTo(3);
        Files.delete(clone.folder().resolve("src/tasking/src/main/java/Lock.java"));
        assertThat(callsAfterNextStart()).as("deleted").isEqualTo(4);
        var old = clone.write("src/tasking/src/main/java/Task.java");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertThat(callsAfterNextStart()).as("replaced by one with an old date").isEqualTo(5);
        clone.write("pom.xml");
        assertThat(callsAfterNextStart()).as("the build itself").isEqualTo(6);
        assertThat(callsAfterNextStart()).as("nothing").isEqualTo(6);
    }

    @Test
    void doesNotBuildForWhatIsNotPartOfTheProgram() throws Exception {
        holdfast("list");

        clone.write("src/tasking/src/test/java/TaskTest.java");
        clone.write("src/tasking/target/classes/Task.class");
        clone.write("README.md");

        assertThat(callsAfterNextStart()).isEqualTo(1);
        assertThat(clone.app().resolve("built")).exists();
        assertThat(clone.folder().resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void aBuildLeavesNothingOfTheOldApp() throws Exception {
        holdfast("list");
        clone.write("target/app/lib/library-of-last-year.jar");
        clone.write("pom.xml");
        holdfast("list");

        assertThat(clone.mavenCalls()).hasSize(2);
        assertThat(clone.app().resolve("lib")).isEmptyDirectory();
        assertThat(clone.folder().resolve("target")).isDirectoryNotContaining("glob:**/app.*");
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndKeepsTheOldApp() throws Exception {
        holdfast("list");
        clone.write("pom.xml");
        clone.write("maven.fails");

        var outcome = holdfast("list");

        assertThat(outcome.exitCode()).isEqualTo(70);
        assertThat(outcome.messages()).contains("[ERROR] no luck", "the build failed", "target/build.log");
        assertThat(outcome.output()).isEmpty();
        assertThat(clone.app().resolve("built")).exists();
        assertThat(clone.folder().resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void twoLaunchersBuildOnce() throws Exception {
        var gate = clone.folder().resolve("maven.gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
        var first = start("list");
        await().until(() -> !clone.mavenCalls().isEmpty());
        var second = start("list");
        var firstMessage = second.errorReader().readLine();

        Files.writeString(gate, "on you go\n");
        var outcomes = List.of(Clone.Outcome.of(first), Clone.Outcome.of(second));

        assertThat(firstMessage).contains("process " + first.pid() + " is building");
        assertThat(outcomes).extracting(Clone.Outcome::exitCode).containsExactly(3, 3);
        assertThat(clone.mavenCalls()).hasSize(1);
    }

    @Test
    void theLockOfALauncherThatDiedIsTakenAway() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(clone.folder().resolve("target"));
        Files.createSymbolicLink(clone.folder().resolve("target/build.lock"), Path.of(Long.toString(dead.pid())));

        var outcome = holdfast("list");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.messages()).isEmpty();
        assertThat(clone.mavenCalls()).hasSize(1);
    }

    @Test
    void anInstalledOneStartsWithItsOwnJavaAndBuildsNothing() throws Exception {
        var launcher = clone.install("25.0.3");
        var app = launcher.resolveSibling("../lib/app").normalize();
        Files.writeString(app.resolve("console-25.0.3.aot"), "what Java learned");
        var onThePath = Files.createSymbolicLink(temporary.resolve("holdfast"), launcher);

        var output = clone.run(temporary, Map.of("JAVA_HOME", clone.jdk("jdk 26", "26").toString()),
                List.of(onThePath.toString(), "/tmp/an incident.holdfast-recording")).output();

        assertThat(output).contains("-Dholdfast.app=" + app, "-Dholdfast.launcher=" + launcher, app + "/lib/*",
                "--module-path", app + "/lib/javafx", "-XX:AOTCache=" + app + "/console-25.0.3.aot",
                "-Xmx512m", "-XX:MaxGCPauseMillis=20");
        assertThat(output).endsWith("/tmp/an incident.holdfast-recording");
        assertThat(clone.mavenCalls()).isEmpty();

        Files.writeString(launcher.resolveSibling("../lib/runtime/release"), "JAVA_VERSION=\"24.0.1\"\n");
        assertThat(clone.run(temporary, Map.of(), List.of(launcher.toString())).messages())
                .contains("lib/runtime is no Java 25 or newer");
    }

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws Exception {
        var old = clone.jdk("jdk 17", "17.0.15");
        var next = clone.jdk(".jdks/early", "26-ea");

        clone.run(temporary, Map.of("JAVA_HOME", old.toString()), command("list"));
        assertThat(clone.mavenCalls()).singleElement().asString().doesNotStartWith(old.toString());

        clone.write("pom.xml");
        clone.run(temporary, Map.of("JAVA_HOME", next.toString()), command("list"));
        assertThat(clone.mavenCalls().getLast()).startsWith(next.toString());
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        var old = clone.jdk("jdk 17", "17.0.15");
        var named = clone.run(temporary, Map.of("HOLDFAST_JAVA_HOME", old.toString()), command("list"));
        assertThat(named.exitCode()).isEqualTo(70);
        assertThat(named.messages()).contains("HOLDFAST_JAVA_HOME is " + old, "no JDK 25 or newer");

        Files.delete(clone.folder().resolve("tools/mvn"));
        assertThat(holdfast("list").messages()).contains("Maven (mvn) is needed");

        Files.writeString(clone.launcher(),
                Files.readString(clone.launcher()).replace("java_needed=25", "java_needed=9999"));
        var none = clone.run(temporary, Map.of(), command("list"));
        assertThat(none.exitCode()).isEqualTo(70);
        assertThat(none.messages()).contains("no JDK 9999 or newer found", "HOLDFAST_JAVA_HOME");
    }

    @Test
    void onlyTheConsoleGetsJavaFx() throws Exception {
        var consoles = Stream.of(command(), command("console", "--snapshots", "x"), command("--url", "x", "--user=y"));
        var others = Stream.of(command("list"), command("up"), command("--url", "x", "worker"), command("--help"));

        assertThat(consoles).allSatisfy(command -> assertThat(outputOf(command)).containsSubsequence("--module-path",
                clone.app() + "/lib/javafx", "--add-modules", "javafx.controls,javafx.fxml", "dev.holdfast.cli.Main"));
        assertThat(others).allSatisfy(command -> assertThat(outputOf(command)).doesNotContain("--module-path")
                .contains("dev.holdfast.cli.Main"));
        assertThat(clone.mavenCalls()).hasSize(1);
    }

    @Test
    void javaStartsWithWhatItLearnedWhereThatIsThere() throws Exception {
        assertThat(outputOf(command("list"))).noneMatch(argument -> argument.contains("AOTCache"));
        clone.write("target/app/command-25.0.3.aot");
        clone.write("target/app/console-25.0.3.aot");

        assertThat(outputOf(command("why", "1"))).contains("-XX:AOTCache=" + clone.app() + "/command-25.0.3.aot");
        assertThat(outputOf(command())).contains("-XX:AOTCache=" + clone.app() + "/console-25.0.3.aot");
        assertThat(outputOf(command("up"))).noneMatch(argument -> argument.contains("AOTCache"));
        jdk = clone.jdk("other jdk", "26.0.1");
        assertThat(outputOf(command("list"))).noneMatch(argument -> argument.contains("AOTCache"));
    }

    @Test
    void aTrainingRunsTheAppThatAskedForItAndBuildsNone() throws Exception {
        holdfast("list");
        clone.write("pom.xml");
        var environment = Map.of("HOLDFAST_JAVA_HOME", jdk.toString(), "HOLDFAST_TRAINING", "true");

        var output = clone.run(temporary, environment, command("list")).output();

        assertThat(output).contains("dev.holdfast.cli.Main", "-Dholdfast.launcher=" + clone.launcher());
        assertThat(clone.mavenCalls()).hasSize(1);
    }

    @Test
    void furtherJavaOptionsComeFromTheEnvironment() throws Exception {
        var environment = Map.of("HOLDFAST_JAVA_HOME", jdk.toString(), "HOLDFAST_JAVA_OPTS", "-Xmx1g -Dstar=*");

        var output = clone.run(temporary, environment, command("list")).output();

        assertThat(output).containsSubsequence("-Xmx1g", "-Dstar=*", "dev.holdfast.cli.Main", "list");
        assertThat(output).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        assertThat(outputOf(command("worker"))).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    private Clone.Outcome holdfast(String... arguments) throws Exception {
        return clone.run(temporary, environment(), command(arguments));
    }

    private Process start(String... arguments) throws IOException {
        return clone.start(temporary, environment(), command(arguments));
    }

    private List<String> outputOf(List<String> command) throws Exception {
        return clone.run(temporary, environment(), command).output();
    }

    private int callsAfterNextStart() throws Exception {
        holdfast("list");
        return clone.mavenCalls().size();
    }

    private Map<String, String> environment() {
        return Map.of("HOLDFAST_JAVA_HOME", jdk.toString());
    }

    private List<String> command(String... arguments) {
        return Stream.concat(Stream.of(clone.launcher().toString()), Stream.of(arguments)).toList();
    }
}
