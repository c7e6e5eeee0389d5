package dev.holdfast.console.live;

import dev.holdfast.console.reading.Snapshot;
/** What the poller hands over: the state of the link and the last snapshot, which is stale when the link is lost. */
record Update(LinkState link, Snapshot snapshot) {}
