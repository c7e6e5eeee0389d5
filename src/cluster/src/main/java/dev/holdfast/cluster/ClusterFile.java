package dev.holdfast.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What a local cluster keeps between starts, in a file that only its user may read. */
record ClusterFile(int port, String password) {
    private static final int SECRET_BYTES = 24;

    /** A cluster without a port yet, with a password that nobody can guess. */
    static ClusterFile fresh() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new ClusterFile(0, HexFormat.of().formatHex(secret));
    }

    ClusterFile withPort(int port) {
        return new ClusterFile(port, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ClusterFile[port=" + port + "]";
    }
}
