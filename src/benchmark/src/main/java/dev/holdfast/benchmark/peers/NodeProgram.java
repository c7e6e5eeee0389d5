package dev.holdfast.benchmark.peers;

import java.util.List;

/** A script among the resources of this package. */
record NodeProgram(String script) implements PeerProgram {
    @Override
    public List<String> command() throws PeerFailure, InterruptedException {
        NodePackages packages = NodePackages.ofUser();
        return List.of(packages.node().toString(), packages.directory().resolve(script).toString());
    }
}
