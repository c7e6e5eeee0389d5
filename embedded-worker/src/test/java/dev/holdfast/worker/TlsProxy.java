package dev.holdfast.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS in front of a plain server, with a certificate of its own for the name {@code localhost} alone. */
final class TlsProxy implements AutoCloseable {
    static final String PASSWORD = "of-the-key-store";

    private final Path keyStore;
    private final Wire wire;

    /** @param plain the port of the plain server on this host */
    TlsProxy(int plain, Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        keyStore = directory.resolve("localhost.p12");
        Process keytool = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                        "san=dns:localhost",
                        "-keystore", keyStore.toString(), "-storepass", PASSWORD))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
        var store = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        InetAddress here = InetAddress.getLoopbackAddress();
        wire = new Wire(context.getServerSocketFactory().createServerSocket(0, 10, here),
                new InetSocketAddress(here, plain));
    }

    int port() {
        return wire.port();
    }

    /** Holds the certificate; who trusts all in it trusts this server. */
    Path keyStore() {
        return keyStore;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
