package io.goleta.plugins.azure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Has every logger say all it can, and keeps it instead of printing it. */
final class EverythingLogged implements AutoCloseable {
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final List<Level> before;
    private final List<Logger> configured;
    private final List<Appender<ILoggingEvent>> appenders = new CopyOnWriteArrayList<>();

    EverythingLogged() {
        configured = loggers.getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .toList();
        before = configured.stream().map(Logger::getLevel).toList();
        configured.forEach(logger -> logger.setLevel(Level.TRACE));
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            appenders.add(all.next());
        }
        appenders.forEach(root::detachAppender);
        AppenderBase<ILoggingEvent> keeping = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                event.prepareForDeferredProcessing();
                events.add(event);
            }
        };
        keeping.setContext(loggers);
        keeping.setName("keeping");
        keeping.start();
        root.addAppender(keeping);
    }

    /** All that was said, with the stack traces. */
    String text() {
        return events.stream().map(EverythingLogged::text).collect(Collectors.joining("\n"));
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs()
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    @Override
    public void close() {
        root.detachAppender("keeping");
        appenders.forEach(root::addAppender);
        for (int i = 0; i < configured.size(); i++) {
            configured.get(i).setLevel(before.get(i));
        }
    }
}
