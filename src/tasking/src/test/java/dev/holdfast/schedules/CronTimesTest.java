package dev.holdfast.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.InvalidInput;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The times of cron expressions. In Berlin 2026-03-29 has no hour 2, and 2026-10-25 has it twice. */
class CronTimesTest {
    private static final String BERLIN = "Europe/Berlin";

    @Test
    void aTimeOfDayIsThatOfTheZone() {
        assertThat(times("30 2 * * *", BERLIN, "2026-07-01T00:00Z", 2))
                .containsExactly("2026-07-01T02:30+02:00", "2026-07-02T02:30+02:00");
        assertThat(times("30 2 * * MON-FRI", "Asia/Tokyo", "2026-07-03T00:00Z", 2))
                .containsExactly("2026-07-06T02:30+09:00", "2026-07-07T02:30+09:00");
        assertThat(times("@daily", "America/New_York", "2026-12-30T12:00Z", 2))
                .containsExactly("2026-12-31T00:00-05:00", "2027-01-01T00:00-05:00");
    }

    @Test
    void aTimeOfDayThatIsLeftOutComesWhenTheClockIsPutForward() {
        assertThat(times("30 2 * * *", BERLIN, "2026-03-28T12:00Z", 2))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
        assertThat(times("10,50 2 * * *", BERLIN, "2026-03-28T12:00Z", 3))
                .as("once for all of them")
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:10+02:00", "2026-03-30T02:50+02:00");
        assertThat(times("0 0 * * *", "America/Santiago", "2026-09-05T12:00Z", 1))
                .as("no midnight")
                .containsExactly("2026-09-06T01:00-03:00");
    }

    @Test
    void aTimeOfDayThatComesTwiceCountsOnce() {
        assertThat(times("30 2 * * *", BERLIN, "2026-10-24T12:00Z", 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        assertThat(times("30 2 * * *", BERLIN, "2026-10-25T01:10Z", 1))
                .as("between the two, and after the second began")
                .containsExactly("2026-10-26T02:30+01:00");
    }

    @Test
    void whatGoesOnAtItsPaceLeavesOutNothingAndRepeatsNothing() {
        assertThat(times("*/30 * * * *", BERLIN, "2026-03-29T00:29Z", 3))
                .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00");
        assertThat(times("*/30 * * * *", BERLIN, "2026-10-24T23:59Z", 6))
                .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T02:30+02:00", "2026-10-25T02:00+01:00",
                        "2026-10-25T02:30+01:00", "2026-10-25T03:00+01:00", "2026-10-25T03:30+01:00");
        assertThat(times("0 * * * *", "Australia/Lord_Howe", "2026-04-04T14:10Z", 3))
                .as("where it is half an hour")
                .containsExactly("2026-04-05T02:00+10:30", "2026-04-05T03:00+10:30", "2026-04-05T04:00+10:30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "0 0 0 * *", "* * * 13 *",
            "* * * * 8", "*/0 * * * *", "0 0 30 2 *", "@often", "5-1 * * * *"})
    void whatMeansNothingIsRefused(String expression) {
        assertThatThrownBy(() -> CronTimes.parse(expression, ZoneId.of(BERLIN))).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("\"" + expression + "\"");
    }

    @Test
    void theLibraryAgreesWithTryingEachMinute() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int[] chosen = {random.nextInt(-1, 60), random.nextInt(-1, 24), random.nextInt(-1, 29),
                    random.nextInt(-1, 12), random.nextInt(-1, 7)};
            String expression = expression(chosen);
            LocalDateTime from = LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(1_000_000));
            assertThat(CronTimes.parse(expression, ZoneOffset.UTC).after(from.toInstant(ZoneOffset.UTC)))
                    .as("%s after %s, seed %s", expression, from, seed)
                    .isEqualTo(tried(chosen, from).toInstant(ZoneOffset.UTC));
        }
    }

    /** -1 stands for any; days and months count from 0 here. */
    private static String expression(int... chosen) {
        var fields = new ArrayList<String>();
        for (int i = 0; i < chosen.length; i++) {
            int first = i == 2 || i == 3 ? 1 : 0;
            fields.add(chosen[i] < 0 ? "*" : Integer.toString(chosen[i] + first));
        }
        return String.join(" ", fields);
    }

    private static LocalDateTime tried(int[] chosen, LocalDateTime from) {
        LocalDateTime time = from.plusMinutes(1);
        while (!matches(chosen, time)) {
            time = matches(new int[]{-1, -1, chosen[2], chosen[3], chosen[4]}, time)
                    ? time.plusMinutes(1)
                    : time.toLocalDate().plusDays(1).atStartOfDay();
        }
        return time;
    }

    private static boolean matches(int[] chosen, LocalDateTime time) {
        boolean day = chosen[2] < 0 || chosen[2] == time.getDayOfMonth() - 1;
        boolean weekday = chosen[4] < 0 || chosen[4] == time.getDayOfWeek().getValue() % 7;
        return (chosen[0] < 0 || chosen[0] == time.getMinute()) && (chosen[1] < 0 || chosen[1] == time.getHour())
                && (chosen[3] < 0 || chosen[3] == time.getMonthValue() - 1)
                && (chosen[2] >= 0 && chosen[4] >= 0 ? day || weekday : day && weekday);
    }

    private static List<String> times(String expression, String zone, String after, int count) {
        CronTimes times = CronTimes.parse(expression, ZoneId.of(zone));
        var found = new ArrayList<String>();
        Instant time = OffsetDateTime.parse(after).toInstant();
        for (int i = 0; i < count; i++) {
            time = times.after(time);
            found.add(time.atZone(ZoneId.of(zone)).toOffsetDateTime().toString());
        }
        return found;
    }
}
