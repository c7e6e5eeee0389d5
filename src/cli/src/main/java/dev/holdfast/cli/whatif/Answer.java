package dev.holdfast.cli.whatif;

import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.terminal.Output;
import dev.holdfast.whatif.Consequence;
import dev.holdfast.whatif.Consequences;
import java.util.List;

/** What the JSON document has, and the sentence that people get. */
record Answer(String sentence, List<Consequence> consequences) {
    static void print(Session session, Output output, String condition, Consequences said) {
        output.print(session.terminal(), new Answer(said.sentence(), said.all()),
                () -> session.terminal().out().println(condition + said.sentence()));
    }
}
