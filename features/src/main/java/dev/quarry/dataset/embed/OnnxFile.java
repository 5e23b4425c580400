package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stands in an ONNX file, as far as it must be known before an engine loads it.
 *
 * @param outputs what the network gives
 * @param hidden the tensors inside it, in the order of computing
 * @param external the files beside it that hold its weights
 */
record OnnxFile(Set<String> outputs, Set<String> hidden, Set<String> external) {

    // Field numbers of onnx.proto.
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_OUTPUT = 2;
    private static final int VALUE_NAME = 1;
    private static final int TENSOR_EXTERNAL = 13;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    static OnnxFile read(byte[] model, Path file) throws BadDataException {
        OnnxFile found = new OnnxFile(new LinkedHashSet<>(), new LinkedHashSet<>(), new TreeSet<>());
        try {
            for (Wire field = new Wire(model); field.next(); ) {
                if (field.number() == MODEL_GRAPH) {
                    found.graph(field.message());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new BadDataException(
                    "The file (%s) is no ONNX model. Maybe it is of another kind, or its download broke off."
                            .formatted(file),
                    e);
        }
        if (found.outputs.isEmpty()) {
            throw new BadDataException(
                    "The file (%s) is no ONNX model: it names no output. Maybe it is of another kind.".formatted(file));
        }
        found.hidden.removeAll(found.outputs);
        return found;
    }

    private void graph(Wire graph) {
        while (graph.next()) {
            switch (graph.number()) {
                case GRAPH_NODE -> texts(graph.message(), NODE_OUTPUT, hidden);
                case GRAPH_OUTPUT -> texts(graph.message(), VALUE_NAME, outputs);
                case GRAPH_INITIALIZER -> tensor(graph.message());
                default -> {}
            }
        }
    }

    private static void texts(Wire message, int number, Set<String> into) {
        while (message.next()) {
            if (message.number() == number
                    && message.isBytes()
                    && !message.text().isEmpty()) {
                into.add(message.text());
            }
        }
    }

    private void tensor(Wire tensor) {
        while (tensor.next()) {
            if (tensor.number() == TENSOR_EXTERNAL) {
                String key = "";
                String value = "";
                for (Wire entry = tensor.message(); entry.next(); ) {
                    key = entry.number() == ENTRY_KEY ? entry.text() : key;
                    value = entry.number() == ENTRY_VALUE ? entry.text() : value;
                }
                if (key.equals("location")) {
                    external.add(value);
                }
            }
        }
    }

    /**
     * The same model with one more output, a tensor inside it. Messages that are written one after the other are merged,
     * so a graph with nothing but that output is put behind the model.
     */
    static byte[] withOutput(byte[] model, String name) {
        byte[] value = field(VALUE_NAME, name.getBytes(StandardCharsets.UTF_8));
        byte[] more = field(MODEL_GRAPH, field(GRAPH_OUTPUT, value));
        byte[] both = Arrays.copyOf(model, model.length + more.length);
        System.arraycopy(more, 0, both, model.length, more.length);
        return both;
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (number << 3) | 2);
        varint(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        for (; rest > 0x7F; rest >>>= 7) {
            out.write((rest & 0x7F) | 0x80);
        }
        out.write(rest);
    }

    /** Outputs first, then what is inside, the last computed first; not more than a sentence can hold. */
    List<String> known(int most) {
        List<String> inside = new ArrayList<>(hidden).reversed();
        List<String> known = new ArrayList<>(outputs);
        known.addAll(inside.subList(0, Math.min(inside.size(), Math.max(0, most - known.size()))));
        return known;
    }
}
