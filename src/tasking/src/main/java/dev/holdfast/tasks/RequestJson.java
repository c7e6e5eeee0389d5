package dev.holdfast.tasks;

import java.util.List;

/** Requests as the JSON array that {@code holdfast.submit_many} takes; their payloads are JSON already. */
final class RequestJson {
    private final StringBuilder out = new StringBuilder();

    private RequestJson() {}

    static String of(List<TaskRequest> requests) {
        var json = new RequestJson();
        json.out.append('[');
        for (TaskRequest request : requests) {
            json.separate().task(request);
        }
        return json.out.append(']').toString();
    }

    private void task(TaskRequest request) {
        out.append('{');
        key("name").text(request.name());
        key("handler").text(request.handler());
        key("payload").out.append(request.payload().isBlank() ? "null" : request.payload());
        key("exclusive").texts(request.exclusive());
        key("shared").texts(request.shared());
        key("priority").out.append(request.priority());
        key("max_attempts").out.append(request.maxAttempts());
        key("parent").out.append(request.parent());
        key("keep").out.append(request.keep());
        out.append('}');
    }

    private RequestJson key(String name) {
        separate().text(name);
        out.append(':');
        return this;
    }

    private void texts(List<String> texts) {
        out.append('[');
        texts.forEach(text -> separate().text(text));
        out.append(']');
    }

    private RequestJson separate() {
        char last = out.isEmpty() ? '[' : out.charAt(out.length() - 1);
        if (last != '[' && last != '{' && last != ':') {
            out.append(',');
        }
        return this;
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
