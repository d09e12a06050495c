package io.goleta.server.controller;

import java.util.Map;

/** The controllers of a process. */
public interface Controllers {
    /** By their names, in the order in which to start them. Always the same ones. */
    Map<String, Controller<?>> byName();
}
