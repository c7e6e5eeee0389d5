package dev.holdfast.handlers;

import java.util.List;

/**
 * What a user's handlers see of a worker's classes: Holdfast, the log, and the driver for PostgreSQL. Of the other libraries that a
 * worker is made with they may bring any version of their own.
 */
final class WorkerApi extends ClassLoader {
    private static final List<String> PACKAGES = List.of("dev.holdfast.", "org.slf4j.", "org.postgresql.",
            "org.jspecify.");

    WorkerApi() {
        super("worker", getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (PACKAGES.stream().noneMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return WorkerApi.class.getClassLoader().loadClass(name);
    }
}
