package io.goleta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every signature a plugin can compile against, one per line, compared with the committed {@code spi.api}: a change of the SPI
 * is a diff that somebody reviews. {@code -Dspi.api.update=true} rewrites the file.
 */
class SpiSignatureTest {
    private static final Path SNAPSHOT = Path.of("spi.api");

    @Test
    void isTheOneThatWasReviewed() throws Exception {
        List<String> signatures = signatures();
        if (Boolean.getBoolean("spi.api.update")) {
            Files.write(SNAPSHOT, signatures);
        }

        assertThat(signatures)
                .as(
                        "the SPI's signatures; if the change is meant, run with -Dspi.api.update=true and commit spi/spi.api")
                .isEqualTo(Files.readAllLines(SNAPSHOT));
    }

    @Test
    void staysSmallEnoughToBeRead() throws Exception {
        assertThat(types()).hasSizeLessThanOrEqualTo(56);
    }

    private static List<String> signatures() throws Exception {
        TreeSet<String> lines = new TreeSet<>();
        for (Class<?> type : types()) {
            lines.add(type.getName() + " : " + kindOf(type));
            for (Field field : type.getDeclaredFields()) {
                if (isVisible(field.getModifiers())) {
                    lines.add(type.getName() + "." + field.getName() + " : " + modifiers(field.getModifiers())
                            + name(field.getAnnotatedType()));
                }
            }
            Stream.<Executable>concat(
                            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                    .filter(member ->
                            isVisible(member.getModifiers()) && !member.isSynthetic() && !isOfEveryObject(member))
                    .forEach(member -> lines.add(signature(type, member)));
        }
        return List.copyOf(lines);
    }

    private static String signature(Class<?> type, Executable member) {
        String parameters = Arrays.stream(member.getAnnotatedParameterTypes())
                .map(SpiSignatureTest::name)
                .collect(Collectors.joining(", "));
        if (!(member instanceof Method method)) {
            return type.getName() + ".new(" + parameters + ") : " + modifiers(member.getModifiers());
        }
        String isDefault = method.isDefault() ? "default " : "";
        return type.getName() + "." + member.getName() + "(" + parameters + ") : " + isDefault
                + modifiers(member.getModifiers()) + name(method.getAnnotatedReturnType());
    }

    private static String kindOf(Class<?> type) {
        String kind = type.isInterface() ? "interface" : type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
        String parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(parent -> parent.getTypeName())
                .collect(Collectors.joining(", "));
        return modifiers(type.getModifiers() & ~(Modifier.INTERFACE | Modifier.ABSTRACT))
                + (type.isSealed() ? "sealed " : "")
                + kind
                + (parents.isEmpty() ? "" : " of " + parents);
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & ~(Modifier.TRANSIENT | Modifier.VOLATILE | Modifier.PUBLIC));
        return text.isEmpty() ? "" : text + " ";
    }

    private static String name(AnnotatedType type) {
        return type.toString().replace("@org.jspecify.annotations.Nullable()", "@Nullable");
    }

    private static boolean isOfEveryObject(Executable member) {
        return List.of("equals", "hashCode", "toString").contains(member.getName());
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static List<Class<?>> types() throws URISyntaxException, IOException, ClassNotFoundException {
        Path classes = Path.of(SpiVersion.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                Class<?> type = Class.forName(name, false, SpiVersion.class.getClassLoader());
                if (isVisible(type.getModifiers()) && !name.endsWith("package-info")) {
                    types.add(type);
                }
            }
        }
        return types;
    }
}
