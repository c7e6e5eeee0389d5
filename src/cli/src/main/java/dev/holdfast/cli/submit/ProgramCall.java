package dev.holdfast.cli.submit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A program that the handler {@code command} is to run. */
record ProgramCall(String program, List<String> args, String directory, Map<String, String> environment) {
    static final String HANDLER = "command";

    /** As the handler reads it. */
    String toPayload() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("program", program);
        args.forEach(payload.putArray("args")::add);
        payload.put("directory", directory);
        if (!environment.isEmpty()) {
            ObjectNode variables = payload.putObject("environment");
            environment.forEach(variables::put);
        }
        return payload.toString();
    }
}
