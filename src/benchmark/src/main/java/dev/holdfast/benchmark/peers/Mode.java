package dev.holdfast.benchmark.peers;

/** What a peer is asked to do, each with the settings that its documentation calls the fastest for it. */
public enum Mode {
    /** Each job's end is written by itself before the job counts as done. */
    SINGLE("single"),
    /** Jobs are taken and ended many at once. */
    BATCHED("batched"),
    /** Each job has one of 128 keys; those of one key run one at a time and in order. */
    ONE_KEY("one key of 128"),
    /** As few jobs at a time as can be, so that each claim is one statement and nothing runs beside it. */
    PROBE("one by one"),
    /** Jobs that last, with the settings that come without asking. */
    NAP("by default"),
    /** Jobs that last, with the settings that notice a dead worker soonest. */
    NAP_WATCHED("watched closely");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
