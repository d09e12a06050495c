package io.goleta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtobufTest {

    @Test
    void readsAnObjectInItsEnvelope() {
        byte[] label = join(field(1, text("app")), field(2, text("web")));
        byte[] metadata = join(field(1, text("n")), field(3, text("")), field(11, label));
        assertThat(Protobuf.decode(envelope("Namespace", field(1, metadata))).toString())
                .isEqualTo(
                        "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"n\",\"labels\":{\"app\":\"web\"}}}");
    }

    @Test
    void keepsZerosThatCount() {
        assertThat(Protobuf.decode(envelope("Scale", field(2, new byte[] {8, 0})))
                        .at("/spec/replicas")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Protobuf.decode(envelope("Namespace", field(9, text("x")))))
                .hasMessageContaining("field 9 of Namespace");
        assertThatThrownBy(() -> Protobuf.decode(envelope("Unheard", field(1, text("x")))))
                .hasMessageContaining("Unheard");
        assertThatThrownBy(() -> Protobuf.decode(new byte[] {'k', '8', 's', 0, 10, 100}))
                .hasMessageContaining("malformed");
    }

    private static byte[] envelope(String kind, byte[] raw) {
        byte[] type = join(field(1, text("v1")), field(2, text(kind)));
        return join(
                new byte[] {'k', '8', 's', 0}, field(1, type), field(2, raw), field(3, text("")), field(4, text("")));
    }

    private static byte[] field(int number, byte[] value) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) value.length}, value);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
