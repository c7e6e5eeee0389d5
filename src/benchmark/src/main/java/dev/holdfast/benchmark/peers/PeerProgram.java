package dev.holdfast.benchmark.peers;

import java.util.List;

/**
 * The program around a peer's library. It is called with {@code load TASK COUNT KEYS OPTIONS}, which makes
 * tables and jobs, then with {@code work TASK OPTIONS}. It finds its database in the PG environment variables, and says on
 * standard output when a nap starts, that it goes on, and when a step begins and ends. It works until its standard input ends, so that it does not outlive the program that measures.
 */
public sealed interface PeerProgram permits NodeProgram, JavaProgram {
    /**
     * The command without arguments; fetches what is missing.
     *
     * @throws PeerFailure when it cannot be had here
     */
    List<String> command() throws PeerFailure, InterruptedException;
}
