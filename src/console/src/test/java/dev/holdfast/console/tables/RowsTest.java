package dev.holdfast.console.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class RowsTest {
    private record Item(int id, String text) {}

    private final Rows<Item> rows = new Rows<>(Item::id);

    @Test
    void aLineStaysTheSameObjectWhileItsValueChanges() {
        rows.show(List.of(new Item(1, "a"), new Item(2, "b")));
        Row<Item> first = rows.list().getFirst();

        rows.show(List.of(new Item(1, "changed"), new Item(2, "b")));

        assertThat(rows.list().getFirst()).isSameAs(first);
        assertThat(first.value().text()).isEqualTo("changed");
        assertThat(values()).extracting(Item::id).containsExactly(1, 2);
    }

    @Test
    void whatComesAndGoesIsToldAsSmallChanges() {
        rows.show(items(5, 4, 3, 2, 1));
        List<String> changes = changes();

        rows.show(items(7, 6, 5, 4, 2, 1));

        assertThat(values()).extracting(Item::id).containsExactly(7, 6, 5, 4, 2, 1);
        assertThat(changes).containsExactlyInAnyOrder("-1", "+2");
    }

    @Test
    void itTellsHowManyAreToBeShownForLinesToStay() {
        rows.show(items(5, 4));
        List<Row<Item>> lines = List.copyOf(rows.list());

        assertThat(rows.reach(items(9, 8, 5, 7, 4, 3), lines)).isEqualTo(5);
        assertThat(rows.reach(items(9, 8), lines)).isZero();
        assertThat(rows.reach(items(9, 8), List.of())).isZero();
    }

    @Test
    void nothingIsToldWhereNothingChanged() {
        rows.show(items(3, 2, 1));
        List<String> changes = changes();

        rows.show(items(3, 2, 1));

        assertThat(changes).isEmpty();
        assertThat(rows.list()).hasSize(3);
        assertThat(values()).isEqualTo(items(3, 2, 1));
    }

    @Test
    void whatIsScatteredOrChangesInPlaceIsToldAtOnce() {
        int[] third = IntStream.range(0, 40).filter(id -> id % 3 != 0).toArray();
        rows.show(items(IntStream.range(0, 40).toArray()));
        var events = new AtomicInteger();
        rows.list().addListener((ListChangeListener<Row<Item>>) change -> events.incrementAndGet());

        rows.show(items(third));
        assertThat(events).as("one for all that went").hasValue(1);
        rows.show(IntStream.of(third).mapToObj(id -> new Item(id, "new")).toList());
        assertThat(events).as("one for all that changed").hasValue(2);
        assertThat(values()).hasSize(26).extracting(Item::text).containsOnly("new");
    }

    @Test
    void anyListBecomesAnyOtherAndKeepsItsLines() {
        var random = new Random(1);
        for (int round = 0; round < 500; round++) {
            List<Row<Item>> before = List.copyOf(rows.list());
            int[] ids = random.ints(0, 12).distinct().limit(random.nextInt(12)).toArray();

            rows.show(items(ids));

            assertThat(values()).isEqualTo(items(ids));
            assertThat(rows.list()).filteredOn(row -> before.stream().anyMatch(old -> old.key().equals(row.key())))
                    .allMatch(before::contains);
        }
    }

    private List<String> changes() {
        var changes = new ArrayList<String>();
        rows.list().addListener((ListChangeListener<Row<Item>>) change -> {
            while (change.next()) {
                if (change.wasRemoved()) {
                    changes.add("-" + change.getRemovedSize());
                }
                if (change.wasAdded()) {
                    changes.add("+" + change.getAddedSize());
                }
            }
        });
        return changes;
    }

    private List<Item> values() {
        return rows.list().stream().map(Row::value).toList();
    }

    private static List<Item> items(int... ids) {
        return IntStream.of(ids).mapToObj(id -> new Item(id, "item " + id)).toList();
    }
}
