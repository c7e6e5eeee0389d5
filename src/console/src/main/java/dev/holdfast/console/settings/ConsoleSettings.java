package dev.holdfast.console.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.console.profiles.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the console remembers. Never a password: a profile says where that comes from.
 *
 * @param windows  by the name of the profile; empty for all that have none
 * @param filters  of the tasks, those that were saved
 * @param troubles whether the desktop is told of troubles
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsoleSettings(Map<String, WindowState> windows, List<String> filters, List<Profile> profiles,
        boolean troubles) {
    public ConsoleSettings {
        windows = new TreeMap<>(windows);
        filters = List.copyOf(filters);
        profiles = List.copyOf(profiles);
    }

    public static ConsoleSettings defaults() {
        return new ConsoleSettings(Map.of(), List.of(), List.of(), true);
    }

    /** From a file, which may lack what was not there when it was written. */
    @JsonCreator
    static ConsoleSettings read(@JsonProperty("windows") @Nullable Map<String, WindowState> windows,
            @JsonProperty("filters") @Nullable List<String> filters,
            @JsonProperty("profiles") @Nullable List<Profile> profiles,
            @JsonProperty("troubles") @Nullable Boolean troubles) {
        return new ConsoleSettings(windows == null ? Map.of() : windows, filters == null ? List.of() : filters,
                profiles == null ? List.of() : profiles, troubles == null || troubles);
    }

    /** How the window was; as ever where it never showed this. */
    public WindowState window(String profile) {
        return windows.getOrDefault(profile, WindowState.initial());
    }

    public ConsoleSettings window(String profile, WindowState state) {
        var changed = new HashMap<>(windows);
        changed.put(profile, state);
        return new ConsoleSettings(changed, filters, profiles, troubles);
    }

    public ConsoleSettings filters(List<String> filters) {
        return new ConsoleSettings(windows, filters, profiles, troubles);
    }

    public ConsoleSettings troubles(boolean troubles) {
        return new ConsoleSettings(windows, filters, profiles, troubles);
    }

    /** Forgets the windows of profiles that are no more. */
    public ConsoleSettings profiles(List<Profile> profiles) {
        var kept = new HashMap<>(windows);
        kept.keySet()
                .removeIf(
                        name -> !name.isEmpty() && profiles.stream().noneMatch(profile -> profile.name().equals(name)));
        return new ConsoleSettings(kept, filters, profiles, troubles);
    }
}
