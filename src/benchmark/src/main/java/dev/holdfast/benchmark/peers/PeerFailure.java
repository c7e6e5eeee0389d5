package dev.holdfast.benchmark.peers;

/** Why a peer could not be run or did not do what it should; the message goes into the table. */
public final class PeerFailure extends Exception {
    public PeerFailure(String message) {
        super(message);
    }

    public PeerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
