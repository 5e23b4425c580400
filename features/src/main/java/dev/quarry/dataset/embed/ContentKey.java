package dev.quarry.dataset.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The SHA-256 of what is embedded. */
record ContentKey(long first, long second, long third, long fourth) {

    static final int BYTES = 4 * Long.BYTES;

    static ContentKey of(byte[] content) {
        return read(ByteBuffer.wrap(ModelFile.sha256().digest(content)).order(ByteOrder.LITTLE_ENDIAN));
    }

    static ContentKey read(ByteBuffer in) {
        return new ContentKey(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }
}
