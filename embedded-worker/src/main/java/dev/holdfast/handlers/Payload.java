package dev.holdfast.handlers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a payload. A wrong one fails the task with an error that names the field, the rule and the value. */
final class Payload {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode fields;

    private Payload(JsonNode fields) {
        this.fields = fields;
    }

    /** Loads what reads payloads, which takes longer than most of them to be read. */
    static void prepare() {
        try {
            parse("{\"seconds\": 0.5}", Set.of("seconds")).number("seconds", 1, 0, 1);
        } catch (HandlerFailure e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JSON object with none but the known fields; {@code null} counts as an empty one. */
    static Payload parse(String json, Set<String> known) throws HandlerFailure {
        JsonNode fields = read(json);
        check(fields.isObject() || fields.isNull(), "payload", "a JSON object", fields);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!known.contains(field.getKey())) {
                throw HandlerFailure.invalidPayload("payload has an unknown field '%s'; known are: %s"
                        .formatted(field.getKey(), String.join(", ", new TreeSet<>(known))));
            }
        }
        return new Payload(fields);
    }

    String text(String field) throws HandlerFailure {
        JsonNode node = fields.path(field);
        check(node.isTextual() && !node.textValue().isBlank(), field, "a text that is not blank", node);
        return node.textValue();
    }

    Optional<String> optionalText(String field) throws HandlerFailure {
        return has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /** Texts in order, possibly blank; none if the field is left out. */
    List<String> texts(String field) throws HandlerFailure {
        var texts = new ArrayList<String>();
        if (has(field)) {
            check(fields.path(field).isArray(), field, "an array of texts", fields.path(field));
        }
        for (JsonNode element : fields.path(field)) {
            String place = "%s[%d]".formatted(field, texts.size());
            check(element.isTextual(), place, "a text", element);
            texts.add(element.textValue());
        }
        return texts;
    }

    /** Texts by name; none if the field is left out. */
    Map<String, String> namedTexts(String field) throws HandlerFailure {
        var texts = new LinkedHashMap<String, String>();
        if (has(field)) {
            check(fields.path(field).isObject(), field, "an object of texts", fields.path(field));
        }
        for (Map.Entry<String, JsonNode> element : fields.path(field).properties()) {
            String place = "%s.%s".formatted(field, element.getKey());
            check(element.getValue().isTextual(), place, "a text", element.getValue());
            texts.put(element.getKey(), element.getValue().textValue());
        }
        return texts;
    }

    double number(String field, double usual, double least, double most) throws HandlerFailure {
        if (!has(field)) {
            return usual;
        }
        JsonNode node = fields.path(field);
        double value = node.doubleValue();
        String rule = "a number from %s to %s".formatted(plain(least), plain(most));
        check(node.isNumber() && value >= least && value <= most, field, rule, node);
        return value;
    }

    private boolean has(String field) {
        return fields.hasNonNull(field);
    }

    private static JsonNode read(String json) throws HandlerFailure {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw HandlerFailure.invalidPayload("payload must be JSON: " + e.getOriginalMessage());
        }
    }

    private static void check(boolean holds, String place, String rule, JsonNode value) throws HandlerFailure {
        if (!holds) {
            throw HandlerFailure.invalidPayload(
                    "%s must be %s, not %s".formatted(place, rule, value.isMissingNode() ? "left out" : value));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
