package io.goleta.spi;

/** The version of this SPI, as a semantic version. A plugin may ask for one with {@code Plugin-Requires: >=0.1.0}. */
public final class SpiVersion {
    /** What this host offers. */
    public static final String CURRENT = "0.1.0";

    private SpiVersion() {}
}
