package dev.holdfast.cli.access;

import dev.holdfast.access.Access;
import java.util.ArrayList;
import java.util.stream.Stream;

/** What may be granted, as a person types it. */
final class AccessWords extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    AccessWords() {
        super(Stream.of(Access.values()).map(Access::word).toList());
    }
}
