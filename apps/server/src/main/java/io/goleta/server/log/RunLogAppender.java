package io.goleta.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.goleta.core.run.RunLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Copies what plugins log during a backup or restore into the log of that run. */
final class RunLogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String PLUGIN = "plugin";

    private RunLogAppender() {}

    static RunLogAppender of(Context context) {
        RunLogAppender appender = new RunLogAppender();
        appender.setContext(context);
        appender.start();
        return appender;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Map<String, String> fields = event.getMDCPropertyMap();
        String plugin = fields.get(PLUGIN);
        if (plugin == null) {
            return;
        }
        List<String> more = new ArrayList<>(List.of(PLUGIN, plugin, "logger", event.getLoggerName()));
        if (event.getThrowableProxy() != null) {
            more.addAll(List.of("error", ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        RunLog.of(fields)
                .ifPresent(log -> log.copy(
                        LogLayout.level(event.getLevel()), event.getFormattedMessage(), more.toArray(String[]::new)));
    }
}
