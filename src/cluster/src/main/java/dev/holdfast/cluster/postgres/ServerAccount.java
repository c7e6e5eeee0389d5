package dev.holdfast.cluster.postgres;

import dev.holdfast.database.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server's programs run. PostgreSQL refuses to run as root; root runs it in a user namespace of its own, where
 * it is nobody in particular while the files stay root's, or else as an unprivileged user, who then owns the files.
 */
sealed interface ServerAccount {
    /** What the programs' command lines begin with. */
    List<String> prefix();

    /** Makes a file or directory the server's, with all that is in it. */
    void own(Path path) throws IOException;

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
                .filter(account -> works(account.prefix()))
                .findFirst()
                .orElseThrow(() -> new Refused("PostgreSQL refuses to run as root, and this machine allows neither"
                        + " unshare -U nor setpriv", "Run Holdfast as another user than root."));
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
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
    }

    /** Another user of this machine. */
    record Other(String user) implements ServerAccount {
        @Override
        public List<String> prefix() {
            return List.of("setpriv", "--reuid=" + user, "--clear-groups", "--inh-caps=-all", "--");
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
