package dev.holdfast.console.rights;

import dev.holdfast.console.widgets.Dialogs;
import dev.holdfast.console.widgets.Dialogs.Question;
import dev.holdfast.console.widgets.Words;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * Asks as much as what is to be done asks for: a question with its scope and consequences; the number, typed, where it touches
 * many; the name of the server, typed, where that is one of production.
 */
public final class Caution {
    /** From here on it is many. */
    public static final int MANY = 20;

    private final @Nullable String production;

    /** @param production the name of the server if it is one of production; null elsewhere */
    public Caution(@Nullable String production) {
        this.production = production;
    }

    /** Whether a question is due also for what stops no work and touches few. */
    public boolean asksAlways() {
        return production != null;
    }

    /**
     * Asks and waits for the answer; true when the person is sure.
     *
     * @param count how many are touched
     */
    public boolean isSure(Node owner, Question question, long count) {
        if (production != null) {
            return Dialogs.confirmTyped(owner, question, Words.of("dialog.type.name", production), production);
        }
        String number = Long.toString(count);
        return count < MANY
                ? Dialogs.confirm(owner, question)
                : Dialogs.confirmTyped(owner, question, Words.of("dialog.type", number), number);
    }
}
