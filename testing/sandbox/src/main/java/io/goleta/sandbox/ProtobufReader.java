package io.goleta.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks over the fields of one protobuf message. */
final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int tag;

    ProtobufReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Goes to the next field; false at the end. The value of each field must be read. */
    boolean next() {
        if (position >= end) {
            return false;
        }
        tag = (int) varint();
        return true;
    }

    int field() {
        return tag >>> 3;
    }

    long number() {
        if ((tag & 7) != VARINT) {
            throw malformed();
        }
        return varint();
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        int length = length();
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    ProtobufReader message() {
        int length = length();
        ProtobufReader message = new ProtobufReader(bytes, position, position + length);
        position += length;
        return message;
    }

    private int length() {
        if ((tag & 7) != LENGTH_DELIMITED) {
            throw malformed();
        }
        long length = varint();
        if (length < 0 || length > end - position) {
            throw malformed();
        }
        return (int) length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= end) {
                throw malformed();
            }
            byte b = bytes[position++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    private static ApiError malformed() {
        return ApiError.badRequest("the protobuf in the body is malformed");
    }
}
