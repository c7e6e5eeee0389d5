package dev.holdfast.cluster;

/**
 * A command of the {@code holdfast} program that lives in a module of its own, such as the console. The command line
 * finds it by {@link java.util.ServiceLoader}.
 */
public interface CommandProvider {
    /** The word on the command line. */
    String name();

    /** A new picocli command: an object annotated with {@code @Command}. */
    Object command();
}
