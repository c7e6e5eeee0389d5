package dev.holdfast.metrics;

import dev.holdfast.database.InvalidInput;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where metrics are served: {@code 9400}, which only this machine reaches, or {@code 0.0.0.0:9400}. Port 0: any free one. */
public final class MetricsAddress {
    private MetricsAddress() {}

    /** @throws InvalidInput where the text is no such address */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            var address = colon < 0
                    ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                    : new InetSocketAddress(text.substring(0, colon), port);
            if (!address.isUnresolved()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(text, e);
        }
        throw wrong(text, null);
    }

    private static InvalidInput wrong(String text, @Nullable Throwable cause) {
        return new InvalidInput("--metrics-port is " + text,
                "Give a port from 0 to 65535, for others than this machine with an address before it: 0.0.0.0:9400.",
                cause);
    }
}
