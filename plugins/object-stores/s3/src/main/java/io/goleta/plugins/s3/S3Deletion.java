package io.goleta.plugins.s3;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes many objects, up to 1,000 with one request. */
final class S3Deletion {
    private static final int AT_ONCE = 1000;

    private final S3Settings settings;
    private final S3Connection connection;

    S3Deletion(S3Settings settings, S3Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    void delete(List<String> keys) {
        List<String> listed = new ArrayList<>();
        for (String key : keys) {
            String full = settings.prefix() + ObjectStore.requireKey(key);
            if (fitsIntoXml(full)) {
                listed.add(full);
            } else {
                connection.call(
                        "delete " + key,
                        "s3:DeleteObject",
                        s3 -> s3.deleteObject(
                                request -> request.bucket(settings.bucket()).key(full)));
            }
        }
        for (int start = 0; start < listed.size(); start += AT_ONCE) {
            deleteAtOnce(listed.subList(start, Math.min(start + AT_ONCE, listed.size())));
        }
    }

    private void deleteAtOnce(List<String> keys) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        String doing = "delete " + keys.size() + " objects";
        List<S3Error> errors = connection
                .call(
                        doing,
                        "s3:DeleteObject",
                        s3 -> s3.deleteObjects(request -> request.bucket(settings.bucket())
                                .delete(delete -> delete.objects(objects).quiet(true))))
                .errors();
        if (!errors.isEmpty()) {
            S3Error first = errors.getFirst();
            String message = "Could not " + doing + " in " + settings.where() + ": " + errors.size()
                    + " could not be deleted, the first is " + first.key() + " (" + first.code() + ": "
                    + first.message() + ")";
            throw "AccessDenied".equals(first.code())
                    ? new GoletaException(Fault.USER, message + "; grant the credentials s3:DeleteObject")
                    : GoletaException.retryable(Fault.STORAGE, message, null);
        }
    }

    // XML 1.0 cannot represent most control characters.
    private static boolean fitsIntoXml(String key) {
        return key.chars().noneMatch(c -> c < ' ' || c == '\uFFFE' || c == '\uFFFF');
    }
}
