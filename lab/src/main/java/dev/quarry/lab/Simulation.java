package dev.quarry.lab;

import dev.quarry.dataset.Dataset;
import dev.quarry.journal.Journal;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Results;
import dev.quarry.loop.Cancellation;
import dev.quarry.loop.Loop;
import dev.quarry.part.Parts;
import dev.quarry.pool.Pool;
import dev.quarry.strategy.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A comparison of strategies on one dataset whose labels are known: each strategy starts from the same items, asks for
 * labels round by round, and is judged on the same test rows.
 *
 * <p>The results depend on data and settings alone, not on threads or on what was resumed.
 */
public final class Simulation {

    private final Dataset dataset;
    private final Settings settings;
    private final Configuration configuration;
    private final Tasks tasks;

    /**
     * Prepares a comparison.
     *
     * @throws IllegalArgumentException if the data do not suffice for the settings
     */
    public Simulation(Dataset dataset, Settings settings) {
        this.dataset = dataset;
        this.settings = settings;
        this.tasks = new Tasks(dataset, settings);
        this.configuration = configure(tasks.of(settings.firstSeed()).classCounts());
    }

    /** All that the results depend on. */
    public Configuration configuration() {
        return configuration;
    }

    /** What will be run: the strategies of the first seed, then those of the next. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < settings.seeds(); i++) {
            for (Contender contender : settings.contenders()) {
                cells.add(new Cell(contender, settings.firstSeed() + i));
            }
        }
        return List.copyOf(cells);
    }

    /** Runs all cells with one thread. */
    public Results run() {
        return run(CellStore.inMemory(), 1, event -> {}, Cancellation.NEVER);
    }

    /**
     * Runs the cells that the store does not have.
     *
     * @param threads how many cells run at a time; never changes a result
     * @param listener hears one event at a time, from any of the threads
     * @param cancellation when it asks to stop, cells that have begun are dropped and the results are partial
     * @throws SimulationFailedException if a cell fails; the others stop, those that were finished stay in the store
     */
    public Results run(CellStore store, int threads, Consumer<? super Progress> listener, Cancellation cancellation) {
        List<Cell> all = cells();
        List<Cell> todo = all.stream().filter(cell -> !has(store, cell)).toList();
        tasks.expect(todo);
        new CellRunner(all.size(), store, listener, cancellation).run(todo, threads, this::run);
        return results(store);
    }

    /** The results of the cells that a store has, complete or not. */
    public Results results(CellStore store) {
        List<CellResult> finished = new ArrayList<>();
        for (Cell cell : cells()) {
            store.cells().stream()
                    .filter(result -> isOf(result, cell))
                    .findFirst()
                    .ifPresent(finished::add);
        }
        return new Results(configuration, jdk(), finished);
    }

    private static boolean has(CellStore store, Cell cell) {
        return store.cells().stream().anyMatch(result -> isOf(result, cell));
    }

    private static boolean isOf(CellResult result, Cell cell) {
        return result.strategy().equals(cell.strategy()) && result.seed() == cell.seed();
    }

    /** One cell; empty if it was stopped. */
    private Optional<CellResult> run(Cell cell, Consumer<? super Progress> listener, Cancellation cancellation) {
        Task task = tasks.of(cell.seed());
        Pool pool = task.pool();
        boolean watched = cell.seed() == settings.firstSeed() && dataset.isPlanar();
        PlaneWatcher plane = watched ? new PlaneWatcher(cell, settings, task, pool) : null;
        Recorder recorder = new Recorder(cell, settings, task, pool, plane, listener);
        Loop loop = new Loop(
                settings.learner(),
                cell.contender().strategy(),
                new Random(),
                settings.start(),
                settings.batch(),
                settings.budget(),
                cell.seed());
        loop.run(pool, task.oracle(), Journal.inMemory(), recorder, cancellation);
        tasks.done(cell);
        return recorder.cancelled() ? Optional.empty() : Optional.of(recorder.result());
    }

    private Configuration configure(List<Integer> poolCounts) {
        String share = "%s of each class, drawn by the seed".formatted(settings.testShare());
        return new Configuration(
                dataset.name(),
                Fingerprint.of(dataset),
                dataset.size(),
                dataset.cols(),
                dataset.classes(),
                poolCounts,
                new Configuration.Chosen(Parts.describe(settings.learner()), Parts.resolve(settings.learner())),
                settings.contenders().stream()
                        .map(contender ->
                                new Configuration.Chosen(contender.name(), Parts.resolve(contender.strategy())))
                        .toList(),
                settings.start(),
                settings.batch(),
                settings.budget(),
                settings.seeds(),
                settings.firstSeed(),
                Task.hasSplit(dataset) ? "those of the dataset" : share,
                "as the dataset prepares them, learnt from the pool",
                version());
    }

    private static String version() {
        String version = Simulation.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String jdk() {
        return "%s (%s)".formatted(System.getProperty("java.runtime.version"), System.getProperty("java.vendor"));
    }
}
