package dev.holdfast.launch;

import dev.holdfast.worker.WorkerMain;
import java.io.IOException;

/**
 * A worker from which the JVM learns what workers do first. It ends, at the latest, when its standard input does: nobody
 * would look after it when the program that started it has died.
 */
final class TrainingMain {
    private TrainingMain() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().name("end").daemon().start(TrainingMain::endWithTheStarter);
        WorkerMain.main(arguments);
    }

    private static void endWithTheStarter() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said here; what counts is the end.
            }
        } catch (IOException e) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(1);
    }
}
