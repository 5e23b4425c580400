package dev.quarry.dataset.embed;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.quarry.dataset.BadDataException;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network in ONNX Runtime, on the processor. */
final class OnnxNetwork implements Network {

    private static final int KNOWN = 40;

    private final Path file;
    private final OrtSession session;
    private final String output;
    private final List<Slot> slots = new ArrayList<>();
    private final List<OnnxJavaType> types = new ArrayList<>();

    private OnnxNetwork(Path file, OrtSession session, String output) throws OrtException {
        this.file = file;
        this.session = session;
        this.output = output;
        for (NodeInfo node : session.getInputInfo().values()) {
            OnnxJavaType type = node.getInfo() instanceof TensorInfo info ? info.type : OnnxJavaType.UNKNOWN;
            long[] dims = node.getInfo() instanceof TensorInfo info ? info.getShape() : new long[0];
            types.add(type);
            slots.add(new Slot(node.getName(), kind(type), dims));
        }
    }

    private static Kind kind(OnnxJavaType type) {
        return switch (type) {
            case FLOAT, FLOAT16 -> Kind.FLOATS;
            case INT64, INT32 -> Kind.WHOLE;
            default -> Kind.OTHER;
        };
    }

    static String engine() {
        return "onnxruntime " + OnnxRuntime.environment().getVersion();
    }

    /** The bytes of a model. */
    static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE - 64) {
            throw new BadDataException(
                    "The model (%s) has (%d) bytes, too many for one file. Maybe save its weights as external data."
                            .formatted(file, Files.size(file)));
        }
        return Files.readAllBytes(file);
    }

    /** A file of weights beside a model. */
    static Path beside(Path file, String name) throws BadDataException {
        Path path = file.resolveSibling(name);
        if (!Files.isRegularFile(path)) {
            throw new BadDataException(
                    "The model (%s) has weights in a file (%s) that is not there. Maybe copy both into one folder."
                            .formatted(file, path));
        }
        return path;
    }

    /**
     * Loads a model.
     *
     * @param output the tensor that is wanted, an output or one inside; empty for the only output
     */
    static OnnxNetwork open(Path file, String output, int threads) throws IOException {
        byte[] model = bytes(file);
        OnnxFile content = OnnxFile.read(model, file);
        for (String external : content.external()) {
            beside(file, external);
        }
        String wanted = wanted(content, output, file);
        byte[] loaded = content.outputs().contains(wanted) ? model : OnnxFile.withOutput(model, wanted);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0"); // threads that wait must not burn a core
            Path folder = file.toAbsolutePath().getParent();
            options.addConfigEntry("session.model_external_initializers_file_folder_path", String.valueOf(folder));
            OrtEnvironment environment = OnnxRuntime.environment();
            environment.setTelemetry(false);
            return new OnnxNetwork(file, environment.createSession(loaded, options), wanted);
        } catch (OrtException e) {
            throw new BadDataException(
                    "The model (%s) cannot be loaded: %s. Maybe it was cut short, or uses operators that ONNX Runtime does not have."
                            .formatted(file, reason(e)),
                    e);
        }
    }

    private static String wanted(OnnxFile content, String output, Path file) throws BadDataException {
        if (output.isEmpty() && content.outputs().size() == 1) {
            return content.outputs().iterator().next();
        } else if (output.isEmpty()) {
            throw new BadDataException("The model (%s) has (%d) outputs. Maybe say which: (output: %s). Known: %s."
                    .formatted(
                            file,
                            content.outputs().size(),
                            content.outputs().iterator().next(),
                            String.join(", ", content.outputs())));
        } else if (!content.outputs().contains(output) && !content.hidden().contains(output)) {
            throw new BadDataException(
                    Parts.unknown("output or inner tensor of (%s)".formatted(file), output, content.known(KNOWN)));
        }
        return output;
    }

    /** The engine's own words, without its codes and line breaks. */
    private static String reason(OrtException e) {
        return String.valueOf(e.getMessage())
                .replaceAll("^Error code - \\w+ - message: ", "")
                .replaceAll("\\s+", " ")
                .replaceAll("[. ]+$", "");
    }

    @Override
    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    @Override
    public Tensor run(List<Input> inputs) throws BadDataException {
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            for (int i = 0; i < slots.size(); i++) {
                given.put(slots.get(i).name(), tensor(inputs.get(i), types.get(i)));
            }
            try (OrtSession.Result result = session.run(given, Set.of(output))) {
                return tensor(result.get(output).orElseThrow());
            }
        } catch (OrtException e) {
            throw new BadDataException(
                    "The model (%s) failed: %s. Maybe its input has another shape than it was given."
                            .formatted(file, reason(e)),
                    e);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(Input input, OnnxJavaType type) throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment();
        return switch (input) {
            case Floats(FloatBuffer values, long[] dims)
            when type == OnnxJavaType.FLOAT16 ->
                OnnxTensor.createTensor(
                        environment, Fp16Conversions.convertFloatBufferToFp16Buffer(values), dims, type);
            case Floats(FloatBuffer values, long[] dims) -> OnnxTensor.createTensor(environment, values, dims);
            case Whole(long[] values, long[] dims)
            when type == OnnxJavaType.INT32 -> {
                int[] narrow = new int[values.length];
                for (int i = 0; i < narrow.length; i++) {
                    narrow[i] = (int) values[i];
                }
                yield OnnxTensor.createTensor(environment, IntBuffer.wrap(narrow), dims);
            }
            case Whole(long[] values, long[] dims) ->
                OnnxTensor.createTensor(environment, LongBuffer.wrap(values), dims);
        };
    }

    private Tensor tensor(OnnxValue value) throws BadDataException {
        if (value instanceof OnnxTensor tensor) {
            float[] values = floats(tensor);
            if (values.length > 0) {
                return new Tensor(output, tensor.getInfo().getShape(), values);
            }
        }
        throw new BadDataException(
                "The output (%s) of the model (%s) is (%s), not floating-point numbers. Maybe take another."
                        .formatted(output, file, value.getType()));
    }

    private static float[] floats(OnnxTensor tensor) {
        FloatBuffer floats = tensor.getFloatBuffer(); // float16 too
        if (floats != null) {
            float[] values = new float[floats.remaining()];
            floats.get(values);
            return values;
        }
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        float[] values = new float[doubles == null ? 0 : doubles.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) doubles.get(i);
        }
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The model (%s) cannot be closed: %s.".formatted(file, reason(e)), e);
        }
    }
}
