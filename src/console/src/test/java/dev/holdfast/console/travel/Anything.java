package dev.holdfast.console.travel;

import dev.holdfast.console.reading.Snapshot;
import dev.holdfast.console.reading.Snapshots;
import dev.holdfast.resources.Lanes;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random values of any type that a snapshot is made of; what is added to snapshots is found by itself. */
final class Anything {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> TEXTS = List.of("", "repo/A", "w-1", "sleep", "\u00fc\n\"{}\u2190", "null");

    private final Random random;
    private int made;

    Anything(long seed) {
        random = new Random(seed);
    }

    /** A reading some time after another: some parts are as before, and of each list some rows have gone or have come. */
    Snapshot after(Snapshot before) {
        Snapshot mixed = (Snapshot) mix(before, of(Snapshot.class, Map.of()));
        return Snapshots.at(NOON.plusMillis(1_000L * ++made + random.nextInt(900)), mixed);
    }

    private @Nullable Object mix(@Nullable Object before, @Nullable Object fresh) {
        if (before == null || fresh == null || random.nextInt(3) == 0) {
            return random.nextBoolean() ? before : fresh;
        } else if (before instanceof Lanes was && fresh instanceof Lanes is) {
            return Lanes.of(is.since(), is.at(), mix(was.ended(), is.ended()), mix(was.running(), is.running()));
        } else if (before instanceof List<?> was && fresh instanceof List<?> is) {
            return mix(new ArrayList<Object>(was), is);
        } else if (before instanceof Record && before.getClass() == fresh.getClass()) {
            return make(before.getClass(), part -> mix(value(part, before), value(part, fresh)));
        }
        return random.nextBoolean() ? before : fresh;
    }

    private <T> List<T> mix(List<T> before, List<? extends T> fresh) {
        var mixed = new ArrayList<T>();
        for (T row : before) {
            if (random.nextInt(4) > 0) {
                mixed.add(row);
            }
        }
        for (T row : fresh) {
            mixed.add(random.nextInt(mixed.size() + 1), row);
        }
        if (random.nextInt(5) == 0) {
            Collections.shuffle(mixed, random);
        }
        return mixed;
    }

    private Object of(Type type, Map<TypeVariable<?>, Type> known) {
        if (type instanceof TypeVariable<?> variable) {
            return of(known.get(variable), known);
        }
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, known);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Lanes.class) {
            return Lanes.of(instant(), instant(), runs(), runs());
        } else if (plain.isRecord()) {
            return ofRecord(plain, known);
        } else if (plain.isSealed()) {
            return of(oneOf(Arrays.asList(plain.getPermittedSubclasses())), known);
        } else if (plain.isEnum()) {
            return oneOf(Arrays.asList(plain.getEnumConstants()));
        }
        return ofScalar(plain);
    }

    private Object ofScalar(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> random.nextInt(9);
            case "long", "Long" -> random.nextLong(99);
            case "double", "Double" -> random.nextDouble();
            case "boolean" -> random.nextBoolean();
            case "String" -> oneOf(TEXTS);
            case "Instant" -> instant();
            case "Duration" -> Duration.ofNanos(random.nextLong(Duration.ofHours(1).toNanos()));
            default -> throw new IllegalArgumentException("no value of " + type);
        };
    }

    private Object ofGeneric(ParameterizedType type, Map<TypeVariable<?>, Type> known) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw.isRecord()) {
            Map<TypeVariable<?>, Type> inner = new HashMap<>();
            for (int i = 0; i < arguments.length; i++) {
                inner.put(raw.getTypeParameters()[i], arguments[i]);
            }
            return ofRecord(raw, inner);
        }
        List<Object> values = IntStream.range(0, random.nextInt(4)).mapToObj(i -> of(arguments[0], known)).toList();
        return switch (raw.getSimpleName()) {
            case "List" -> values;
            case "Set" -> new HashSet<>(values);
            case "Map" -> {
                Map<Object, Object> map = new HashMap<>();
                values.forEach(key -> map.put(key, of(arguments[1], known)));
                yield map;
            }
            default -> throw new IllegalArgumentException("no value of " + type);
        };
    }

    private Object ofRecord(Class<?> type, Map<TypeVariable<?>, Type> known) {
        return make(type, part -> ofPart(part, known));
    }

    private static Object make(Class<?> type, Function<RecordComponent, @Nullable Object> value) {
        RecordComponent[] parts = type.getRecordComponents();
        try {
            Constructor<?> constructor = type
                    .getDeclaredConstructor(Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(parts).map(value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no " + type + " can be made", e);
        }
    }

    private static @Nullable Object value(RecordComponent part, Object record) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(part + " cannot be read", e);
        }
    }

    private @Nullable Object ofPart(RecordComponent part, Map<TypeVariable<?>, Type> known) {
        boolean absent = part.getAnnotatedType().isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0;
        return absent ? null : of(part.getGenericType(), known);
    }

    private List<Lanes.Run> runs() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> (Lanes.Run) of(Lanes.Run.class, Map.of()))
                .toList();
    }

    private Instant instant() {
        return NOON.minusNanos(1_000L * random.nextInt(1_000_000_000));
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
