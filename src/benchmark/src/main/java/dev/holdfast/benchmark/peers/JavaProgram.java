package dev.holdfast.benchmark.peers;

import java.nio.file.Path;
import java.util.List;

/** A main class in this module, run by this JVM's {@code java} with a heap that is large enough not to matter. */
record JavaProgram(String mainClass) implements PeerProgram {
    @Override
    public List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-Xms256m",
                "-Dlogback.configurationFile=" + JavaProgram.class.getPackageName().replace('.', '/') + "/logback.xml",
                "-cp", System.getProperty("java.class.path"),
                JavaProgram.class.getPackageName() + ".programs." + mainClass);
    }
}
