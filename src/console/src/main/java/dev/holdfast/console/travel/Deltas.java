package dev.holdfast.console.travel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.forecast.Forecast;
import dev.holdfast.locks.WaitGraph.Stander;
import dev.holdfast.overview.Suspicion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Deltas as lines of JSON: to be read by people and other programs too. Thread-safe. */
final class Deltas {
    /** Also for what is said of a recording as a whole. What is not known is passed over. */
    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .addMixIn(Stander.class, Standers.class)
            .addMixIn(Suspicion.class, Suspicions.class)
            .addMixIn(Forecast.class, Forecasts.class)
            .build();

    private Deltas() {}

    /** What is written through when it is closed; the stream behind it stays open. */
    static SequenceWriter writer(OutputStream out) throws IOException {
        return JSON.writerFor(Delta.class)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .withRootValueSeparator("\n")
                .writeValues(out);
    }

    static MappingIterator<Delta> reader(InputStream in) throws IOException {
        return JSON.readerFor(Delta.class).readValues(in);
    }

    @JsonTypeInfo(use = Id.SIMPLE_NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(Stander.OfTask.class), @JsonSubTypes.Type(Stander.OfSession.class)})
    private interface Standers {}

    @JsonTypeInfo(use = Id.SIMPLE_NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(Suspicion.Overlap.class), @JsonSubTypes.Type(Suspicion.Unlocked.class)})
    private interface Suspicions {}

    @JsonTypeInfo(use = Id.SIMPLE_NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(Forecast.Start.class), @JsonSubTypes.Type(Forecast.NoBasis.class)})
    private interface Forecasts {}
}
