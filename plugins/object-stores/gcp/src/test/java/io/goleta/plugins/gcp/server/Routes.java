package io.goleta.plugins.gcp.server;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which request means what. */
final class Routes {
    private static final int BUCKET = 3;
    private static final String SIGN_BLOB = ":signBlob";
    private static final Set<String> PARAMETERS = Set.of(
            "alt",
            "delimiter",
            "endOffset",
            "fields",
            "generation",
            "ifGenerationMatch",
            "ifGenerationNotMatch",
            "ifMetagenerationMatch",
            "ifMetagenerationNotMatch",
            "kmsKeyName",
            "maxResults",
            "name",
            "pageToken",
            "prefix",
            "prettyPrint",
            "projection",
            "startOffset",
            "uploadType",
            "upload_id",
            "userProject");

    private final Buckets buckets;
    private final Access access;
    private final Tokens tokens;
    private final SignedRequests signed;
    private final Uploads uploads;
    private final Insertion insertion;

    Routes(Buckets buckets, Access access, Tokens tokens, SignedRequests signed, Folder folder) {
        this.buckets = buckets;
        this.access = access;
        this.tokens = tokens;
        this.signed = signed;
        this.uploads = new Uploads(buckets, access, folder);
        this.insertion = new Insertion(buckets, access, folder);
    }

    /** The bucket of a request to the JSON API. */
    static String bucket(Call call) {
        List<String> path = call.path();
        return path.get(path.getFirst().equals("storage") ? BUCKET : BUCKET + 1);
    }

    /** How a request wants to hear that it is refused. */
    static Errors errors(Call call) {
        List<String> path = call.path();
        if (isJson(path, 0) || isJson(path, 1) || path.getFirst().equals("v1")) {
            return isMedia(call) ? Errors.TEXT : Errors.JSON;
        }
        return Errors.XML;
    }

    private static boolean isJson(List<String> path, int at) {
        return path.size() > at + 2
                && path.subList(at, at + 3).equals(List.of("storage", "v1", "b"))
                && (at == 0
                        || path.getFirst().equals("upload")
                        || path.getFirst().equals("download"));
    }

    private static boolean isMedia(Call call) {
        return call.parameter("alt").filter("media"::equals).isPresent();
    }

    void serve(Call call, URI server) throws IOException {
        List<String> path = call.path();
        if (path.equals(List.of("token"))) {
            tokens.exchange(call, server);
        } else if (path.size() == 5
                && path.subList(0, 4).equals(List.of("v1", "projects", "-", "serviceAccounts"))
                && path.getLast().endsWith(SIGN_BLOB)) {
            requireMethod(call, "POST");
            access.signBlob(call, path.getLast().substring(0, path.getLast().length() - SIGN_BLOB.length()));
        } else if (isJson(path, 0) || isJson(path, 1)) {
            json(call, server);
        } else if (path.size() >= 2) {
            xml(call);
        } else {
            throw GcsError.notFound();
        }
    }

    private void json(Call call, URI server) throws IOException {
        call.query().forEach(Routes::requireKnown);
        List<String> path = call.path();
        String service = path.getFirst();
        List<String> rest = path.subList(service.equals("storage") ? BUCKET : BUCKET + 1, path.size());
        boolean isList = rest.size() == 2 && rest.get(1).equals("o");
        boolean isObject = rest.size() == 3 && rest.get(1).equals("o");
        if (service.equals("upload") && isList) {
            upload(call, server);
        } else if (service.equals("storage") && rest.size() == 1) {
            requireMethod(call, "GET");
            access.require(call, "storage.buckets.get");
            call.answer(buckets.get(rest.getFirst()).json(server), call.fields());
        } else if (service.equals("storage") && isList) {
            requireMethod(call, "GET");
            access.require(call, "storage.objects.list");
            call.answer(new Listing(call).page(buckets.get(rest.getFirst()), server), call.fields());
        } else if (!service.equals("upload") && isObject) {
            object(call, server, permitted(call, rest.getFirst()), rest.getLast());
        } else {
            throw GcsError.notFound();
        }
    }

    // Google's client for Go says of everything that it does not want it.
    private static void requireKnown(String parameter, String value) {
        if (!PARAMETERS.contains(parameter) && !value.isEmpty() && !value.equals("false")) {
            throw GcsError.invalid("This server of tests does not know the parameter " + parameter);
        }
    }

    private Bucket permitted(Call call, String name) {
        access.require(call, call.method().equals("DELETE") ? "storage.objects.delete" : "storage.objects.get");
        return buckets.get(name);
    }

    private static void object(Call call, URI server, Bucket bucket, String text) throws IOException {
        ObjectName name = ObjectName.checked(text);
        boolean storage = call.path().getFirst().equals("storage");
        if (call.method().equals("DELETE") && storage) {
            bucket.delete(name, Preconditions.number(call, "generation"), Preconditions.of(call));
            call.answer(204);
        } else {
            requireMethod(call, "GET");
            if (isMedia(call)) {
                Download.answer(call, bucket, name);
            } else if (storage) {
                StoredObject object = bucket.get(name, Preconditions.number(call, "generation"));
                Preconditions.of(call).require(Optional.of(object));
                call.answer(object.json(server), call.fields());
            } else {
                throw GcsError.notFound();
            }
        }
    }

    private void upload(Call call, URI server) throws IOException {
        boolean ofSession = call.parameter("upload_id").isPresent();
        if (ofSession) {
            // The URL of a session is secret enough, but a token that is sent has to be one.
            access.bearer(call);
            switch (call.method()) {
                case "PUT", "POST" -> uploads.put(call, server);
                case "DELETE" -> uploads.cancel(call);
                default -> throw GcsError.noMethod();
            }
            return;
        }
        requireMethod(call, "POST");
        access.require(call, "storage.objects.create");
        buckets.get(bucket(call));
        switch (call.parameter("uploadType").orElse("")) {
            case "multipart" -> insertion.multipart(call, server);
            case "media" -> insertion.media(call, server);
            case "resumable" -> uploads.start(call, server);
            case "" -> throw GcsError.required("uploadType");
            default -> throw GcsError.invalid("Invalid upload type");
        }
    }

    private void xml(Call call) throws IOException {
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            throw GcsError.noMethod();
        }
        if (SignedRequests.isSigned(call)) {
            signed.require(call);
            access.requirePermission("storage.objects.get");
        } else {
            access.require(call, "storage.objects.get");
        }
        String name = String.join("/", call.path().subList(1, call.path().size()));
        Download.answer(call, buckets.get(call.path().getFirst()), ObjectName.checked(name));
    }

    private static void requireMethod(Call call, String method) {
        if (!call.method().equals(method)) {
            throw GcsError.noMethod();
        }
    }
}
