package io.goleta.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets up logging of this process once, before anything else. */
public final class Logging {
    // Their debug output is of no use to an operator, and floods. Amazon's also shows session tokens and customer keys.
    private static final List<String> TALKATIVE =
            List.of("io.fabric8", "org.pf4j", "jdk.httpclient", "sun.net.httpserver", "software.amazon");

    // What goes wrong it throws, too; and it warns on each request that the JDK sets a header itself.
    private static final List<String> SAYS_EVERYTHING_TWICE = List.of("com.azure", "reactor");

    private Logging() {}

    /**
     * @param level debug, info, warning or error
     * @param format text or json
     * @throws GoletaException USER for another level or format
     */
    public static void configure(String level, String format) {
        boolean json = isJson(format);
        Level threshold = threshold(level);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        LogLayout layout = new LogLayout(json);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.addAppender(RunLogAppender.of(context));
        root.setLevel(threshold);
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        SAYS_EVERYTHING_TWICE.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "text" -> false;
            case "json" -> true;
            default ->
                throw new GoletaException(Fault.USER, "--log-format is \"" + format + "\" but must be text or json");
        };
    }

    private static Level threshold(String level) {
        return switch (level) {
            case "trace", "debug" -> Level.DEBUG;
            case "info" -> Level.INFO;
            case "warn", "warning" -> Level.WARN;
            case "error", "fatal", "panic" -> Level.ERROR;
            default ->
                throw new GoletaException(
                        Fault.USER, "--log-level is \"" + level + "\" but must be debug, info, warning or error");
        };
    }
}
