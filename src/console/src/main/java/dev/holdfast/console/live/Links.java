package dev.holdfast.console.live;

/** Where what is named on the screen leads to. Belongs to the application thread. */
public interface Links {
    /** One task with its details. */
    void task(long id);

    /** The tasks that match a filter, as a person would type it. */
    void tasks(String filter);

    /** One resource with its queue. */
    void resource(String name);

    void view(View view);
}
