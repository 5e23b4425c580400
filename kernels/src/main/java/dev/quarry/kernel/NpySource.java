package dev.quarry.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the bytes of an array lie; as a text, what people call it. */
sealed interface NpySource {

    /** Opens it for reading. */
    Reader open() throws IOException;

    /** The bytes, from anywhere. */
    interface Reader extends Closeable {
        /** How many there are. */
        long size() throws IOException;

        /** Reads some bytes that begin at {@code from}: at least one, or none and −1 at the end. */
        int read(ByteBuffer into, long from) throws IOException;
    }

    /** A file of its own. */
    record OfFile(Path file) implements NpySource {
        @Override
        public Reader open() throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new Reader() {
                @Override
                public long size() throws IOException {
                    return channel.size();
                }

                @Override
                public int read(ByteBuffer into, long from) throws IOException {
                    return channel.read(into, from);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** Bytes in memory. */
    final class OfBytes implements NpySource {
        private final String name;
        private final byte[] bytes;

        OfBytes(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public Reader open() {
            return new Reader() {
                @Override
                public long size() {
                    return bytes.length;
                }

                @Override
                public int read(ByteBuffer into, long from) {
                    int count = (int) Math.min(into.remaining(), bytes.length - from);
                    if (count <= 0) {
                        return -1;
                    }
                    into.put(bytes, (int) from, count);
                    return count;
                }

                @Override
                public void close() {
                    // nothing is held
                }
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
