package dev.quarry.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A strategy and an acquisition fit exactly when the compiler says so; here the compiler is asked. */
class MatchingEvidenceCompilesTest {

    @TempDir
    Path compiled;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Deterministic(new Margin())",
                "new Deterministic(new Badge())",
                "new Deterministic(new KCenter())",
                "new Deterministic(new Uniform())",
                "new Deterministic(new Power<>(new Entropy(), 1))",
                "new Deterministic(new SoftRank<>(new Margin(), 2))",
                "new Diversity(new KCenter())",
                "new Diversity(new Centroid())",
                "new Diversity(new KMeansMedoids())",
                "new Diversity(new Uniform())",
                "new MonteCarlo(20, new Entropy())",
                "new MonteCarlo(20, new Bald())",
                "new MonteCarlo(20, new Power<>(new Bald(), 1))",
                "new Ensemble(10, new VoteEntropy())",
                "new Ensemble(10, new Top<>(new LeastConfidence()))",
                "new Ensemble(10, new Uniform())",
                "new Ensemble(10, Ensemble.By.SEEDS, new Bald())",
                "new LinearHead(new Badge())",
                "new HistoryStrategy(new Forgetting())",
                "new HistoryStrategy(new Margin())",
                "new GradientNormsStrategy(Layers.ALL, new ExpectedGradientLength())",
                "new GradientNormsStrategy(Layers.LAST, new Power<>(new Grand(), 1))",
                "new InputGradientsStrategy(new BoundaryDistance())",
            })
    void what_fits_compiles(String expression) {
        assertThat(errors(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Deterministic(new Bald())",
                "new Deterministic(new VoteEntropy())",
                "new Deterministic(new Power<>(new Bald(), 1))",
                "new Diversity(new Entropy())",
                "new Diversity(new Badge())",
                "new Diversity(new Bald())",
                "new Diversity(new Softmax<>(new Margin(), 1))",
                "new MonteCarlo(20, new KCenter())",
                "new MonteCarlo(20, new Badge())",
                "new Ensemble(10, new Centroid())",
                "new Ensemble(10, new Badge())",
                "new Ensemble(10, new Forgetting())",
                "new Deterministic(new ExpectedGradientLength())",
                "new HistoryStrategy(new Bald())",
                "new GradientNormsStrategy(Layers.LAST, new Badge())",
                "new InputGradientsStrategy(new KCenter())",
                "new Top<>(new KCenter())",
            })
    void what_does_not_fit_does_not_compile(String expression) {
        assertThat(errors(expression))
                .singleElement()
                .satisfies(error -> assertThat(error.getCode())
                        .startsWith("compiler.err.")
                        .matches(".*(prob.found.req|cant.apply.*)"));
    }

    private List<Diagnostic<? extends JavaFileObject>> errors(String expression) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Assumptions.assumeTrue(compiler != null, "No compiler here: these tests need a JDK, not a JRE.");
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none",
                "--release",
                "17",
                "-d",
                compiled.toString(),
                "-classpath",
                System.getProperty("java.class.path"));
        boolean done = compiler.getTask(null, null, diagnostics, options, null, List.of(new Use(expression)))
                .call();
        List<Diagnostic<? extends JavaFileObject>> errors = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .toList();
        assertThat(done).as(() -> "%s: %s".formatted(expression, errors)).isEqualTo(errors.isEmpty());
        return errors;
    }

    private static final class Use extends SimpleJavaFileObject {
        private final String expression;

        Use(String expression) {
            super(URI.create("string:///Use.java"), Kind.SOURCE);
            this.expression = expression;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return """
                    import dev.quarry.acquire.*;
                    import dev.quarry.evidence.*;
                    import dev.quarry.select.*;
                    import dev.quarry.strategy.*;
                    class Use {
                        Object made = %s;
                    }
                    """.formatted(expression);
        }
    }
}
