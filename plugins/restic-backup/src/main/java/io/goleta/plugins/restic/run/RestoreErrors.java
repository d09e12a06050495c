package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errors that restic writes to standard error while it restores. It goes on after each; whether content is missing, or only
 * owner, mode, times or attributes, is in their words. Not thread-safe.
 */
final class RestoreErrors implements Consumer<String> {
    private static final Pattern OF_FILE = Pattern.compile("ignoring error for (.*?): (.*)");
    private static final Pattern TOTAL = Pattern.compile("There were (\\d{1,18}) errors");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "(l?chown|l?chmod|UtimesNano|utimensat|futimesat|utimes|[lf]?setxattr|xattr\\.\\w+)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** These say that there is no file to have attributes, or that more is wrong than its attributes. */
    private static final Pattern CONTENT_IN_DOUBT = Pattern.compile(
            ".*(no such file or directory|input/output error|read-only file system|stale file handle)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final FileTally attributes = new FileTally();
    private long errors;
    private long total = -1;

    @Override
    public void accept(String line) {
        JsonLine.parse(line).ifPresentOrElse(this::addMessage, () -> addText(line));
    }

    /** Whether all errors are known, and none of them is about content. */
    boolean areOfAttributesOnly() {
        return errors > 0 && errors == total && attributes.count() == total;
    }

    /** The files whose owner, mode, times or attributes could not be set. */
    FileTally attributes() {
        return attributes;
    }

    private void addMessage(JsonNode message) {
        if (message.path("message_type").asText().equals("error")) {
            add(message.path("item").asText(), ResticErrors.trouble(message.path("error")));
        } else {
            readTotal(message.path("message").asText());
        }
    }

    private void addText(String line) {
        Matcher file = OF_FILE.matcher(line);
        if (file.matches()) {
            add(file.group(1), file.group(2));
        } else {
            readTotal(line);
        }
    }

    private void add(String file, String reason) {
        errors++;
        if (ATTRIBUTE.matcher(reason).matches()
                && !CONTENT_IN_DOUBT.matcher(reason).matches()) {
            attributes.add(file, reason);
        }
    }

    private void readTotal(String text) {
        Matcher said = TOTAL.matcher(text);
        if (said.find()) {
            total = Long.parseLong(said.group(1));
        }
    }
}
