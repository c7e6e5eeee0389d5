package dev.holdfast.console.notify;

/** Where the desktop shows short messages, whatever window is in front. */
@FunctionalInterface
public interface Desktop {
    /** Shows a message; false where the desktop cannot. May take seconds: not for the application thread. */
    boolean show(String title, String text);

    /** That of this machine. */
    static Desktop ofSystem() {
        return new SystemDesktop();
    }
}
