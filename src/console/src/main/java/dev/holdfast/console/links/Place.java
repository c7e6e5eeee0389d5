package dev.holdfast.console.links;

/** What can be led to: a view, or one thing in it. */
public sealed interface Place {
    View view();

    /** A view, and nothing in particular. */
    record At(View view) implements Place {}

    record OfTask(long id) implements Place {
        @Override
        public View view() {
            return View.TASKS;
        }
    }

    /** The tasks that match a filter, as a person would type it. */
    record OfTasks(String filter) implements Place {
        @Override
        public View view() {
            return View.TASKS;
        }
    }

    record OfResource(String name) implements Place {
        @Override
        public View view() {
            return View.RESOURCES;
        }
    }

    record OfWorker(String name) implements Place {
        @Override
        public View view() {
            return View.WORKERS;
        }
    }

    /** A session of the database, by the server's process id. */
    record OfSession(int number) implements Place {
        @Override
        public View view() {
            return View.LOCKS;
        }
    }
}
