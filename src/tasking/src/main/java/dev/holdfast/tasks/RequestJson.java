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

    static String of(TaskRequest request) {
        var json = new RequestJson();
        json.task(request);
        return json.out.toString();
    }

    private void task(TaskRequest request) {
        out.append('{');
        request.fields().forEach((name, value) -> {
            separate().text(name);
            out.append(':');
            value(value);
        });
        out.append('}');
    }

    private void value(Object value) {
        switch (value) {
            case TaskRequest.Json json -> out.append(json.text().isBlank() ? "null" : json.text());
            case String text -> text(text);
            case List<?> items -> {
                out.append('[');
                items.forEach(item -> separate().value(item));
                out.append(']');
            }
            default -> out.append(value);
        }
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
