package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Gains;
import dev.quarry.kernel.LazyGreedy;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Neighbours;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;
import java.util.stream.IntStream;

/**
 * vote-k: every candidate votes for its k nearest neighbours by cosine, and the candidate with the most votes is taken,
 * again and again; a vote counts a tenth for each neighbour of the voter that was taken, and nothing once the voter is
 * taken itself. Made to choose the few examples that are annotated and shown to a language model. The score of a pick is
 * its votes.
 *
 * <p>Labelled items are voters no more but count as taken neighbours, so that a second batch goes on where the first ended.
 *
 * <p>O((n + m)²·d / 2) time, O((n + m)·(k + d)) memory. Su, Kasai, Wu, Shi, Wang, Xin, Zhang, Ostendorf, Zettlemoyer, Smith,
 * Yu. <i>Selective annotation makes language models better few-shot learners.</i> ICLR 2023.
 */
@AutoService(Part.class)
@Named(
        value = "vote-k",
        summary = "The candidate that most others have among their neighbours, votes fading near what is taken.",
        formula =
                "max over candidates u of Σ over open voters v with u among their neighbours of 10^−|taken neighbours of v|",
        cost = "O(n²·d / 2)",
        paper =
                "Su, Kasai, Wu, Shi, Wang, Xin, Zhang, Ostendorf, Zettlemoyer, Smith, Yu. Selective annotation makes language models better few-shot learners. ICLR 2023")
@Advice(
        use = "A few examples to annotate for prompts of a language model, by the embeddings of their texts.",
        avoid =
                "150 neighbours are meant for thousands of items: in a small pool everybody votes for everybody. It never asks a model, so it is no method for later rounds.",
        shown = "vote-k{neighbours: 12}")
public record VoteK(
        @Help("how many nearest neighbours each candidate votes for, at least 1")
        int neighbours) implements Acquisition<Embeddings>, Estimated {

    /** States the rules. */
    public VoteK {
        if (neighbours < 1) {
            throw new IllegalArgumentException("The neighbours (%d) must be at least 1.".formatted(neighbours));
        }
    }

    /** 150 neighbours, as in the paper. */
    public VoteK() {
        this(150);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int n = evidence.size();
        if (n == 0 || budget <= 0) {
            return new Selection(List.of());
        }
        requireRoom(evidence);
        Whole whole = Whole.of(UnitLength.of(evidence), random);
        Randomness tie = random.purpose("tie");
        TopK.Ties ties = row -> tie.tie(whole.id(row));
        Votes votes = new Votes(n, Neighbours.of(whole.places(), neighbours, ties));
        return Scores.taken(evidence.items(), LazyGreedy.take(votes, budget, ties), Scores.reason(this));
    }

    /** The graph with its distances, the voters for each row, what is known of a row, and the places at unit length unless they are in a file. */
    private void requireRoom(Embeddings evidence) {
        long all = evidence.size() + (long) evidence.labelled().rows();
        long places = 2L * evidence.embeddings().cols() * (evidence.embeddings().isDouble() ? 8 : 4);
        Memory.require(
                all
                        * (16L * Math.min(neighbours, all)
                                + 50
                                + (evidence.embeddings().isInMemory() ? places : 0)),
                "vote-k of (%d) candidates".formatted(evidence.size()),
                "let each vote for fewer, for example vote-k{neighbours: 10}, or choose among fewer candidates with subpool");
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        long all = sizes.n() + sizes.m();
        Sizes whole = new Sizes(all, 0, 0, 0, sizes.dimensions(), sizes.k());
        double near = Math.min(neighbours, all);
        return Estimate.neighbours(whole, near)
                .plus(Estimate.exact(sizes, Work.numbers(all * near * 4)))
                .holding(all * (16 * near + 50 + 2.0 * Double.BYTES * sizes.dimensions()));
    }

    private static final class Votes implements Gains {
        private final int n;
        private final Neighbours graph;
        private final int[] starts; // of the voters for each row
        private final int[] voters;
        private final int[] faded; // how many neighbours of a voter are taken; −1 when it is taken itself

        Votes(int n, Neighbours graph) {
            this.n = n;
            this.graph = graph;
            int all = graph.size();
            this.starts = new int[all + 1];
            this.voters = new int[Math.multiplyExact(all, graph.k())];
            this.faded = new int[all];
            edges((voter, row) -> starts[row + 1]++);
            for (int row = 0; row < all; row++) {
                starts[row + 1] += starts[row];
            }
            int[] next = starts.clone();
            edges((voter, row) -> voters[next[row]++] = voter);
            for (int row = n; row < all; row++) {
                take(row);
            }
        }

        private interface Edge {
            void from(int voter, int row);
        }

        private void edges(Edge work) {
            for (int voter = 0; voter < graph.size(); voter++) {
                for (int place = 0; place < graph.k(); place++) {
                    work.from(voter, graph.neighbour(voter, place));
                }
            }
        }

        @Override
        public int size() {
            return n;
        }

        @Override
        public double gain(int row, double floor) {
            int[] alike = new int[17]; // voters that fade alike; what has faded more is lost in the last digit
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                int times = faded[voters[i]];
                if (times >= 0 && times < alike.length) {
                    alike[times]++;
                }
            }
            return IntStream.range(0, alike.length)
                    .mapToDouble(times -> alike[times] * StrictMath.pow(10, -times))
                    .sum();
        }

        @Override
        public void take(int row) {
            faded[row] = -1;
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                faded[voters[i]] += faded[voters[i]] < 0 ? 0 : 1;
            }
        }
    }
}
