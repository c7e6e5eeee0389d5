package dev.holdfast.console.foresight;

import dev.holdfast.changeover.WorkerType;
import dev.holdfast.console.live.Background;
import dev.holdfast.console.live.Live;
import dev.holdfast.console.widgets.Dialogs.Prospect;
import dev.holdfast.console.widgets.Words;
import dev.holdfast.whatif.Consequences;
import dev.holdfast.whatif.WhatIf;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has the consequences of an action computed while a person is asked about it. Belongs to the application thread. */
public final class Foresight {
    private static final int MOST = 100;

    private final Live live;
    private final WhatIf whatIf;
    private final Background background;

    public Foresight(Live live, WhatIf whatIf, Background background) {
        this.live = live;
        this.whatIf = whatIf;
        this.background = background;
    }

    /** Of a cancel of tasks. */
    public Prospect ofCancel(List<Long> tasks) {
        return said -> tell(tasks.size(), () -> whatIf.canceled(tasks), said);
    }

    /** Of workers that finish their tasks and end. */
    public Prospect ofStop(List<Integer> workers) {
        return said -> tell(workers.size(), () -> whatIf.stopped(workers), said);
    }

    /** Of workers that end at once. */
    public Prospect ofKill(List<Integer> workers) {
        return said -> tell(workers.size(), () -> whatIf.killed(workers), said);
    }

    /** Of the end of a session that is no worker's. */
    public Prospect ofEnd(int session) {
        return said -> tell(1, () -> whatIf.ended(session), said);
    }

    private void tell(int subjects, Supplier<Consequences> look, Consumer<String> said) {
        if (live.snapshot().get().type().type() == WorkerType.MANAGER) {
            said.accept(Words.of("prospect.manager"));
        } else if (subjects > MOST) {
            said.accept(Words.of("prospect.many", MOST));
        } else {
            background.run(() -> Words.of("prospect", look.get().sentence()), said,
                    failure -> said.accept(Words.of("prospect.failed", Words.failure(failure))));
        }
    }
}
