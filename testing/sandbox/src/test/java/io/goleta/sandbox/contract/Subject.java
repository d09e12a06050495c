package io.goleta.sandbox.contract;

/** A group of tests of an API server. */
public interface Subject {

    /** The server, with a fresh namespace for each test. */
    Api api();
}
