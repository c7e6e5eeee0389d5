package dev.holdfast.handlers;

/** A worker process without a database: runs one task of the {@code command} handler. */
final class LoneWorker {

    private LoneWorker() {}

    /**
     * @param arguments the payload
     */
    public static void main(String[] arguments) throws Exception {
        new CommandHandler().run(RecordedTask.of("command", arguments[0]));
    }
}
