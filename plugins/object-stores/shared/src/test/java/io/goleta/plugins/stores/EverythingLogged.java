package io.goleta.plugins.stores;

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
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Sets all loggers, also those of the JDK, to their finest level, and captures the output instead of printing it. */
public final class EverythingLogged implements AutoCloseable {
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final List<Level> before;
    private final List<Logger> configured;
    private final List<Appender<ILoggingEvent>> appenders = new CopyOnWriteArrayList<>();
    private final java.util.logging.Logger ofJdk = java.util.logging.Logger.getLogger("");
    private final java.util.logging.Level ofJdkBefore = ofJdk.getLevel();
    private final List<Handler> handlers = List.of(ofJdk.getHandlers());
    private final List<String> records = new CopyOnWriteArrayList<>();

    public EverythingLogged() {
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
        keepRecords();
    }

    private void keepRecords() {
        handlers.forEach(ofJdk::removeHandler);
        ofJdk.setLevel(java.util.logging.Level.ALL);
        Handler keeping = new Handler() {
            private final SimpleFormatter text = new SimpleFormatter();

            @Override
            public void publish(LogRecord one) {
                // Without the logs of the test's own servers.
                if (!String.valueOf(one.getLoggerName()).contains("httpserver")) {
                    records.add(text.format(one));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        keeping.setLevel(java.util.logging.Level.ALL);
        ofJdk.addHandler(keeping);
    }

    /** Everything that was logged, with stack traces. */
    public String text() {
        return events.stream().map(EverythingLogged::text).collect(Collectors.joining("\n"))
                + String.join("\n", records);
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs()
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }

    @Override
    public void close() {
        for (Handler keeping : ofJdk.getHandlers()) {
            ofJdk.removeHandler(keeping);
        }
        ofJdk.setLevel(ofJdkBefore);
        handlers.forEach(ofJdk::addHandler);
        root.detachAppender("keeping");
        appenders.forEach(root::addAppender);
        for (int i = 0; i < configured.size(); i++) {
            configured.get(i).setLevel(before.get(i));
        }
    }
}
