package io.goleta.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page of a list starts: opaque to clients. */
record ContinueToken(long version, String after) {

    static ContinueToken parse(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return new ContinueToken(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ApiError.badRequest("continue key is not valid: " + token);
        }
    }

    @Override
    public String toString() {
        byte[] text = (version + ":" + after).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }
}
