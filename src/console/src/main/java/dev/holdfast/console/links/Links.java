package dev.holdfast.console.links;

/** Where what is named on the screen leads to. Belongs to the application thread. */
public interface Links {
    void go(Place place);

    /** One task with its details. */
    default void task(long id) {
        go(new Place.OfTask(id));
    }

    /** The tasks that match a filter, as a person would type it. */
    default void tasks(String filter) {
        go(new Place.OfTasks(filter));
    }

    /** One resource with its queue. */
    default void resource(String name) {
        go(new Place.OfResource(name));
    }

    /** One worker with its log. */
    default void worker(String name) {
        go(new Place.OfWorker(name));
    }

    /** The locks of one session of the database, by the server's process id. */
    default void session(int number) {
        go(new Place.OfSession(number));
    }

    default void view(View view) {
        go(new Place.At(view));
    }
}
