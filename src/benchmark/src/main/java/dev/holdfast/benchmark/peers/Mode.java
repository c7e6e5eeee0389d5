package dev.holdfast.benchmark.peers;

/** What a peer is asked to do, each with the settings that its documentation calls the fastest for it. */
public enum Mode {
    /** Each job's end is written by itself before the job counts as done. */
    SINGLE,
    /** Jobs are taken and ended many at once. */
    BATCHED,
    /** Each job has one of 128 keys; those of one key run one at a time and in order. */
    ONE_KEY,
    /** Jobs that last, with the settings that come without asking. */
    NAP,
    /** Jobs that last, with the settings that notice a dead worker soonest. */
    NAP_WATCHED
}
