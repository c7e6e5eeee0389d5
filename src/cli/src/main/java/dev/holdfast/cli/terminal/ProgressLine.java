package dev.holdfast.cli.terminal;

/** One line on a terminal that is written over and over; nothing in a pipe. For one thread. */
public final class ProgressLine {
    private final Terminal terminal;
    private boolean shown;

    public ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Whether it is worth finding out what to show. */
    public boolean isVisible() {
        return terminal.interactive();
    }

    public void show(String text) {
        if (isVisible()) {
            int room = terminal.width() - 1;
            String line = text.replaceAll("\\p{Cntrl}+", " ");
            terminal.err().print("\r" + (line.length() <= room ? line : line.substring(0, room)) + "\033[K");
            terminal.err().flush();
            shown = true;
        }
    }

    /** Makes room for other output. */
    public void clear() {
        if (shown) {
            terminal.err().print("\r\033[K");
            terminal.err().flush();
            shown = false;
        }
    }
}
