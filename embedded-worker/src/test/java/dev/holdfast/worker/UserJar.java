package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Classes and jars as a user of Holdfast makes them: from source, by the compiler. */
final class UserJar {
    private static final String SERVICE = "META-INF/services/dev.holdfast.handlers.Handler";

    private UserJar() {}

    /**
     * Compiles one class.
     *
     * @param name  with its package
     * @param needs what it is compiled with besides Holdfast
     * @return the directory with it
     */
    static Path compiled(Path directory, String name, String source, Path... needs) {
        try {
            Path file = Files.createDirectories(directory.resolve("source"))
                    .resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
            Files.writeString(file, source);
            Path classes = Files.createDirectories(directory.resolve("classes"));
            var path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
            List.of(needs).forEach(need -> path.add(need.toString()));
            JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
            var said = new StringWriter();
            try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
                Iterable<? extends JavaFileObject> sources = manager.getJavaFileObjects(file);
                List<String> options = List.of("-d", classes.toString(), "-proc:none", "-cp",
                        String.join(System.getProperty("path.separator"), path));
                assertThat(compiler.getTask(said, manager, null, options, null, sources).call()).as(said::toString)
                        .isTrue();
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists a handler, which need not be there, in a directory with classes. */
    static Path listing(Path classes, String handler) {
        try {
            Path file = classes.resolve(SERVICE);
            Files.createDirectories(file.getParent());
            Files.writeString(file, handler + "\n");
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path packed(Path classes, Path jar) {
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        assertThat(code).isZero();
        return jar;
    }
}
