package dev.holdfast.console.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tasks.TaskRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoLoadTest {
    @Test
    void itIsAlwaysTheSameAndUsesAllResources() {
        List<TaskRequest> requests = DemoLoad.requests();

        assertThat(requests).hasSize(60).isEqualTo(DemoLoad.requests());
        assertThat(requests.stream()
                .flatMap(task -> Stream.concat(task.exclusive().stream(), task.shared().stream()))
                .distinct()).hasSize(DemoLoad.RESOURCES);
        assertThat(requests).allSatisfy(task -> assertThat(task.handler()).isEqualTo("sleep"));
    }

    @Test
    void itHasExclusiveAndSharedNeedsAndBoth() {
        assertThat(DemoLoad.requests())
                .anyMatch(task -> task.shared().isEmpty())
                .anyMatch(task -> task.exclusive().isEmpty() && task.shared().size() > 1)
                .anyMatch(task -> !task.exclusive().isEmpty() && !task.shared().isEmpty());
    }
}
