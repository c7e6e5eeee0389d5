package dev.holdfast.console.lab.load;

import dev.holdfast.console.widgets.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What was typed of a mix, right or wrong. */
record MixDraft(Map<Knob, String> texts) {
    MixDraft {
        texts = Map.copyOf(texts);
    }

    static MixDraft of(Mix mix) {
        return new MixDraft(Map.of(
                Knob.SEED, Long.toString(mix.seed()),
                Knob.TASKS, Integer.toString(mix.tasks()),
                Knob.RATE, Integer.toString(mix.rate()),
                Knob.RESOURCES, Integer.toString(mix.resources()),
                Knob.NEEDS, Integer.toString(mix.needs()),
                Knob.SHARED, Integer.toString(mix.shared()),
                Knob.SHORTEST, seconds(mix.shortest()),
                Knob.LONGEST, seconds(mix.longest()),
                Knob.FAILING, Integer.toString(mix.failing()),
                Knob.ATTEMPTS, Integer.toString(mix.attempts())));
    }

    /** What is wrong, in words, by the knob that is to be set otherwise. */
    Map<Knob, String> problems() {
        var problems = new EnumMap<Knob, String>(Knob.class);
        for (Knob knob : Knob.values()) {
            if (!knob.allows(text(knob))) {
                problems.put(knob, Words.of("mix.wrong.number", Words.constant("mix.", knob),
                        knob.least(), knob.most()));
            }
        }
        if (problems.isEmpty() && number(Knob.NEEDS) > number(Knob.RESOURCES)) {
            problems.put(Knob.NEEDS, Words.of("mix.wrong.needs"));
        } else if (problems.isEmpty() && number(Knob.SHORTEST) > number(Knob.LONGEST)) {
            problems.put(Knob.LONGEST, Words.of("mix.wrong.longest"));
        }
        return problems;
    }

    /** Only without problems. */
    Mix mix() {
        return new Mix((long) number(Knob.SEED), (int) number(Knob.TASKS), (int) number(Knob.RATE),
                (int) number(Knob.RESOURCES), (int) number(Knob.NEEDS), (int) number(Knob.SHARED),
                number(Knob.SHORTEST), number(Knob.LONGEST), (int) number(Knob.FAILING), (int) number(Knob.ATTEMPTS));
    }

    private double number(Knob knob) {
        return Knob.number(text(knob));
    }

    private String text(Knob knob) {
        return Objects.requireNonNullElse(texts.get(knob), "").strip();
    }

    private static String seconds(double seconds) {
        return Double.toString(seconds).replaceFirst("\\.0$", "");
    }
}
