package dev.holdfast.cluster.postgres;

import dev.holdfast.database.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server's programs run. PostgreSQL refuses to run as root; root runs it in a user namespace of its own, where
 * it is nobody in particular while the files stay root's, or else (many containers forbid namespaces) as an unprivileged
 * user, who then owns the server's files.
 */
sealed interface ServerAccount {
    /** What the programs' command lines begin with. */
    List<String> prefix();

    /** Makes a file or directory the server's, with all that is in it. */
    void own(Path path) throws IOException;

    /**
     * Lets the server pass through the home directory to its own files, and read its programs.
     *
     * @throws Refused where a directory above the home is closed to it
     */
    void open(Path home, PostgresBinaries binaries) throws IOException;

    /**
     * The account for whoever runs this program.
     *
     * @throws Refused for root on a machine where neither way works
     */
    static ServerAccount choose() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Own(List.of());
        }
        return Stream.of(new Own(List.of("unshare", "-U")), new Other("postgres"), new Other("nobody"))
                .filter(account -> works(account, "true"))
                .findFirst()
                .orElseThrow(() -> new Refused("PostgreSQL refuses to run as root, and this machine allows neither"
                        + " unshare -U nor runuser", "Run Holdfast as another user than root."));
    }

    private static boolean works(ServerAccount account, String... program) {
        var command = new ArrayList<>(account.prefix());
        command.addAll(List.of(program));
        try {
            Programs.run(command, Duration.ofSeconds(10));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The user of this program, perhaps in a namespace: files need no change of owner. */
    record Own(List<String> prefix) implements ServerAccount {
        @Override
        public void own(Path path) {}

        @Override
        public void open(Path home, PostgresBinaries binaries) {}
    }

    /** Another user of this machine. */
    record Other(String user) implements ServerAccount {
        @Override
        public List<String> prefix() {
            return List.of("runuser", "-u", user, "--");
        }

        @Override
        public void open(Path home, PostgresBinaries binaries) throws IOException {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            Files.setPosixFilePermissions(binaries.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
            if (!works(this, "test", "-x", binaries.program("postgres"))) {
                throw new Refused(
                        "PostgreSQL refuses to run as root, and the user %s cannot enter %s".formatted(user, home),
                        "Set HOLDFAST_HOME to a directory below one that everybody may enter, such as /var/lib.");
            }
        }

        @Override
        public void own(Path path) throws IOException {
            UserPrincipal owner = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            try (Stream<Path> tree = Files.walk(path)) {
                for (Path each : tree.toList()) {
                    Files.getFileAttributeView(each, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .setOwner(owner);
                }
            }
        }
    }
}
