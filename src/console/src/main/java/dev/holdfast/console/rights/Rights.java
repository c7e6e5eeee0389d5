package dev.holdfast.console.rights;

import dev.holdfast.access.Access;
import dev.holdfast.access.Login;
import dev.holdfast.console.live.LinkState;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What may be done now, why not, and how much is asked before. Belongs to the application thread. */
public final class Rights {
    private final Live live;
    private final String closed;
    private final Caution caution;
    private final Map<Access, ReadOnlyStringWrapper> refusals = new EnumMap<>(Access.class);

    /** @param closed why nothing may be changed here, whoever asks; empty where that is not so */
    public Rights(Live live, String closed, Caution caution) {
        this.live = live;
        this.closed = closed;
        this.caution = caution;
        for (Access access : Access.values()) {
            refusals.put(access, new ReadOnlyStringWrapper(why(access)));
        }
        live.link().subscribe((before, now) -> judge());
        live.past().subscribe((before, now) -> judge());
        live.newest().subscribe((before, now) -> judge());
    }

    /** Why that what takes this access may not be done now, in words; empty where it may. */
    public ReadOnlyStringProperty refusal(Access needed) {
        return Objects.requireNonNull(refusals.get(needed)).getReadOnlyProperty();
    }

    public boolean may(Access needed) {
        return refusal(needed).get().isEmpty();
    }

    /** Asks, before something that cannot be undone. */
    public Caution caution() {
        return caution;
    }

    private void judge() {
        refusals.forEach((access, refusal) -> refusal.set(why(access)));
    }

    private String why(Access needed) {
        if (!closed.isEmpty()) {
            return closed;
        }
        if (live.past().get()) {
            return Words.of("travel.off");
        }
        if (!(live.link().get() instanceof LinkState.Up)) {
            return Words.of("rights.link");
        }
        Login login = live.newest().get().login();
        return login.may().contains(needed) ? "" : Words.of("rights.missing", login.role(), needed.word());
    }
}
