package dev.holdfast.console.profiles;

import java.nio.file.Path;

/** What can show another server than the present one. Belongs to the application thread. */
public interface Opener {
    /** The local cluster of this user, which is started if need be. */
    void openLocal();

    void open(Profile profile);

    /** What was recorded and saved in some console, instead of a server. */
    void open(Path recording);
}
