package dev.holdfast.console.widgets;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** JSON as people read and type it; numbers keep all their digits. */
public final class JsonText {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final ObjectWriter LINES = JSON.writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)));
    private static final int LONGEST = 100_000;

    private JsonText() {}

    /** Over several lines; what is no JSON, or too long to be read by anybody, stays as it is. */
    public static String pretty(String json) {
        if (json.length() > LONGEST) {
            return json;
        }
        try {
            JsonNode tree = JSON.readTree(json);
            return tree.isMissingNode() ? json : LINES.writeValueAsString(tree);
        } catch (JacksonException e) {
            return json;
        }
    }

    /** Why a text is no JSON, with the place; null where it is, or where there is none. */
    public static @Nullable String problem(String text) {
        try {
            JSON.readTree(text);
            return null;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String reason = String.valueOf(e.getOriginalMessage());
            return place == null ? reason : Words.of("json.problem", place.getLineNr(), place.getColumnNr(), reason);
        }
    }
}
