package io.goleta.core.plugin;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods, constructors and fields of the SPI, by the names and descriptors of class files. */
final class SpiMembers {
    private SpiMembers() {}

    /** Whether a class or one that it inherits from has the member. */
    static boolean has(Class<?> owner, String name, String descriptor) {
        if (name.equals("<init>")) {
            return Stream.of(owner.getDeclaredConstructors())
                    .anyMatch(constructor -> descriptor(constructor).equals(descriptor));
        }
        return inherits(owner, name, descriptor)
                || inherits(Object.class, name, descriptor); // interfaces have no superclass
    }

    private static boolean inherits(@Nullable Class<?> owner, String name, String descriptor) {
        return owner != null
                && (declares(owner, name, descriptor)
                        || inherits(owner.getSuperclass(), name, descriptor)
                        || Arrays.stream(owner.getInterfaces()).anyMatch(parent -> inherits(parent, name, descriptor)));
    }

    private static boolean declares(Class<?> owner, String name, String descriptor) {
        return descriptor.startsWith("(")
                ? Stream.of(owner.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name)
                                && descriptor(method).equals(descriptor))
                : Stream.of(owner.getDeclaredFields())
                        .filter(field -> field.getName().equals(name))
                        .map(Field::getType)
                        .anyMatch(type -> type.descriptorString().equals(descriptor));
    }

    private static String descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .descriptorString();
    }

    private static String descriptor(Constructor<?> constructor) {
        return MethodType.methodType(void.class, constructor.getParameterTypes())
                .descriptorString();
    }
}
