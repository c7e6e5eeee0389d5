package dev.holdfast.console.notify;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows messages by the program that the system has for it: Linux desktops and macOS have one, Windows has none. */
final class SystemDesktop implements Desktop {
    private static final long SECONDS = 5;
    private static final String APPLE_SCRIPT = "on run words\n"
            + "display notification (item 2 of words) with title (item 1 of words)\nend run";

    @Override
    public boolean show(String title, String text) {
        List<String> command = command(title, text);
        if (command.isEmpty()) {
            return false;
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("HOLDFAST_"));
        try {
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            // The program is not there.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> command(String title, String text) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return List.of("osascript", "-e", APPLE_SCRIPT, title, text);
        }
        return system.startsWith("linux") ? List.of("notify-send", "--app-name=Holdfast", title, text) : List.of();
    }
}
