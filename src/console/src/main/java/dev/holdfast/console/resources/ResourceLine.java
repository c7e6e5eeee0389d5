package dev.holdfast.console.resources;

import dev.holdfast.resources.Lane;
import dev.holdfast.resources.Lanes;
import dev.holdfast.resources.ResourceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A resource now, and in the latest minutes. */
public record ResourceLine(ResourceSummary now, Lane lane) {
    /** Those in use, then those that were in use not long ago. */
    static List<ResourceLine> join(List<ResourceSummary> inUse, Lanes lanes, int limit) {
        Set<String> names = inUse.stream().map(ResourceSummary::name).collect(Collectors.toSet());
        var lines = new ArrayList<ResourceLine>();
        inUse.forEach(resource -> lines.add(new ResourceLine(resource, lanes.of(resource.name()))));
        lanes.byResource()
                .values()
                .stream()
                .filter(lane -> !names.contains(lane.resource()))
                .limit(Math.max(0, limit - lines.size()))
                .forEach(lane -> lines.add(new ResourceLine(ResourceSummary.free(lane.resource()), lane)));
        return lines;
    }

    public String name() {
        return now.name();
    }
}
