package dev.quarry.dataset.embed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ONNX model, written field by field. */
final class WrittenModel {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int INT32 = 6;
    static final int UINT8 = 2;
    static final int FLOAT16 = 10;

    private final Message graph = new Message().text(2, "graph");

    /** A protobuf message in the making. */
    static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String text) {
            return bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message bytes(int field, byte[] bytes) {
            varint(((long) field << 3) | 2);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        Message message(int field, Message message) {
            return bytes(field, message.out.toByteArray());
        }

        private void varint(long value) {
            long rest = value;
            for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
                out.write((int) ((rest & 0x7F) | 0x80));
            }
            out.write((int) rest);
        }
    }

    /** An input; a size below 0 is free. */
    WrittenModel input(String name, int type, long... dims) {
        graph.message(11, value(name, type, dims));
        return this;
    }

    WrittenModel output(String name, int type, long... dims) {
        graph.message(12, value(name, type, dims));
        return this;
    }

    private static Message value(String name, int type, long... dims) {
        Message shape = new Message();
        for (int axis = 0; axis < dims.length; axis++) {
            Message dim = new Message();
            shape.message(1, dims[axis] < 0 ? dim.text(2, name + axis) : dim.number(1, dims[axis]));
        }
        Message tensor = new Message().number(1, type).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /**
     * A node.
     *
     * @param inputs separated by commas
     * @param attributes made by {@link #whole} or {@link #wholes}
     */
    WrittenModel node(String operator, String inputs, String outputs, Message... attributes) {
        Message node = new Message();
        for (String input : inputs.split(",", -1)) {
            node.text(1, input);
        }
        for (String output : outputs.split(",", -1)) {
            node.text(2, output);
        }
        node.text(4, operator);
        for (Message attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return this;
    }

    static Message whole(String name, long value) {
        return new Message().text(1, name).number(3, value).number(20, 2);
    }

    static Message wholes(String name, long... values) {
        Message attribute = new Message().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, 7);
    }

    WrittenModel floats(String name, float[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.message(5, tensor(name, FLOAT, dims).bytes(9, raw.array()));
        return this;
    }

    WrittenModel wholeNumbers(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        graph.message(5, tensor(name, INT64, values.length).bytes(9, raw.array()));
        return this;
    }

    /** Numbers that lie in a file beside the model. */
    WrittenModel floatsIn(String file, String name, long... dims) {
        Message location = new Message().text(1, "location").text(2, file);
        graph.message(5, tensor(name, FLOAT, dims).message(13, location).number(14, 1));
        return this;
    }

    private static Message tensor(String name, int type, long... dims) {
        Message tensor = new Message();
        for (long dim : dims) {
            tensor.number(1, dim);
        }
        return tensor.number(2, type).text(8, name);
    }

    byte[] bytes() {
        Message operators = new Message().text(1, "").number(2, 17);
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, operators)
                .out
                .toByteArray();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }
}
