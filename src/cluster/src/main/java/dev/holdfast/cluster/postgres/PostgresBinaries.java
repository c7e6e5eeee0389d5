package dev.holdfast.cluster.postgres;

import dev.holdfast.cluster.files.FileMutex;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.database.Refused;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** The programs of a PostgreSQL server, unpacked once for each version. */
record PostgresBinaries(Path directory) {
    private static final String VERSION = version();

    /** Unpacks the server of the class path into {@code postgres-<version>} under the home, unless it is there. */
    static PostgresBinaries unpackedIn(Path home) throws IOException {
        Path directory = home.resolve("postgres-" + VERSION);
        if (!Files.isDirectory(directory)) {
            try (FileMutex _ = FileMutex.acquire(home.resolve("unpack.lock"))) {
                unpack(home, directory);
            }
        }
        return new PostgresBinaries(directory);
    }

    /** The path of a program, such as {@code pg_ctl}. */
    String program(String name) {
        return directory.resolve("bin").resolve(name + (isWindows() ? ".exe" : "")).toString();
    }

    /** The major version, as the data directory's file PG_VERSION tells it. */
    static String majorVersion() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    private static void unpack(Path home, Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path part = PrivateFiles.createTemporaryDirectory(home, "unpacking-");
        try (InputStream archive = archive()) {
            TarXz.unpack(archive, part);
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            PrivateFiles.deleteTree(part);
        }
    }

    private static InputStream archive() throws IOException {
        String system = System.getProperty("os.name");
        String name = isWindows() ? "Windows" : system.startsWith("Mac") ? "Darwin" : system;
        String processor = System.getProperty("os.arch");
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(name, processor);
        } catch (IllegalStateException e) {
            throw new Refused("this Holdfast brings no PostgreSQL for %s on %s".formatted(name, processor),
                    "Name a server: --url postgresql://host/database, or HOLDFAST_URL.", e);
        }
    }

    static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static String version() {
        try (InputStream file = PostgresBinaries.class.getResourceAsStream("binaries.properties")) {
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
