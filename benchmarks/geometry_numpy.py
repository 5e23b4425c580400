#!/usr/bin/env python3
"""What scikit-learn or a careful numpy user needs for the cases about places, on the files that Quarry reads.

usage: geometry_numpy.py CASE [--inputs DIR] [--n N --d D --k K] [--labeled M] [--repeats 3] [--threads 1] [--dump FILE]
cases: knn typiclust probcover ranked facility; or inputs, which writes the files that are missing
Prints one line of JSON: wall and CPU seconds of each repeat (loading excluded) and peak resident memory. For compare.sh.
"""
import argparse, json, os, resource, time

ap = argparse.ArgumentParser()
ap.add_argument("case")
ap.add_argument("--inputs", default="inputs")
ap.add_argument("--n", type=int)
ap.add_argument("--d", type=int)
ap.add_argument("--k", type=int)
ap.add_argument("--labeled", type=int, default=1000)
ap.add_argument("--seed", type=int, default=1)
ap.add_argument("--repeats", type=int, default=3)
ap.add_argument("--threads", type=int, default=1)
ap.add_argument("--dump", default="")
a = ap.parse_args()
for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[v] = str(a.threads)
import numpy as np


def size(n):
    return f"{n // 1000}k" if n >= 1000 and n % 1000 == 0 else str(n)


def load(kind, n, d):
    return np.load(os.path.join(a.inputs, f"{kind}_{size(n)}_{d}.npy"))


def write_inputs():
    """Fifty Gaussian clusters of unequal weight, 1,000 labelled rows, probabilities of ten classes."""
    for n, d in ((10_000, 128), (50_000, 128), (100_000, 512)):
        if os.path.exists(os.path.join(a.inputs, f"emb_{size(n)}_{d}.npy")):
            continue
        r = np.random.default_rng([20240607, n, d])
        w, c = r.dirichlet(np.full(50, 2.0)), r.standard_normal((50, d)).astype(np.float32)
        x = c[r.choice(50, n, p=w)] + np.float32(0.7) * r.standard_normal((n, d), np.float32)
        z = x[:, :10] * 2 + r.standard_normal((n, 10), np.float32)
        e = np.exp(z - z.max(1, keepdims=True))
        np.save(os.path.join(a.inputs, f"emb_{size(n)}_{d}.npy"), x)
        np.save(os.path.join(a.inputs, f"embprobs_{size(n)}_{d}.npy"), (e / e.sum(1, keepdims=True)).astype(np.float32))
        np.save(os.path.join(a.inputs, f"labeled_{size(n)}_{d}.npy"), r.permutation(n)[:1000].astype(np.int32))


def squared(x, y, sx, sy):
    return np.maximum(sx[:, None] + sy[None] - 2 * (x @ y.T), 0)


def knn():
    from sklearn.neighbors import NearestNeighbors

    x, k = load("emb", a.n or 50_000, a.d or 128), a.k or 20
    return lambda: NearestNeighbors(n_neighbors=k, algorithm="brute").fit(x).kneighbors()[0].mean(1)


def typiclust():
    from sklearn.cluster import KMeans

    x, k = load("emb", a.n or 10_000, a.d or 128), a.k or 100

    def run():
        labels = KMeans(k, n_init=1, random_state=a.seed).fit_predict(x)
        out = []
        for c in np.argsort(-np.bincount(labels, minlength=k)):
            rows = np.flatnonzero(labels == c)
            sq = (x[rows] ** 2).sum(1)
            near = np.sort(np.sqrt(squared(x[rows], x[rows], sq, sq)), 1)[:, 1 : 1 + min(20, max(1, len(rows) // 2))]
            out.append(rows[near.mean(1).argmin()])
        return np.array(out)

    return run


def probcover():
    x, k = load("emb", a.n or 10_000, a.d or 128), a.k or 100
    delta = x.shape[1]

    def run():
        sq = (x * x).sum(1)
        graph = np.zeros((len(x), len(x)), bool)
        for s in range(0, len(x), 1000):
            graph[s : s + 1000] = squared(x[s : s + 1000], x, sq[s : s + 1000], sq) < delta
        gains, covered, out = graph.sum(1), np.zeros(len(x), bool), []
        for _ in range(k):
            gains[out] = -1
            i = int(gains.argmax())
            out.append(i)
            new = np.flatnonzero(graph[i] & ~covered)
            covered[new] = True
            gains -= graph[:, new].sum(1)
        return np.array(out)

    return run


def ranked():
    n, d, k = a.n or 100_000, a.d or 512, a.k or 50
    x, p, lab = load("emb", n, d), load("embprobs", n, d), load("labeled", n, d)[: a.labeled]

    def run():
        sq, near, u = np.einsum("ij,ij->i", x, x), np.full(n, np.inf, np.float32), 1 - p.max(1)
        for s in range(0, len(lab), 256):
            c = lab[s : s + 256]
            near = np.minimum(near, squared(x, x[c], sq, sq[c]).min(1))
        out = []
        for t in range(k):
            alpha = (n - t) / (n + len(lab))
            score = alpha * (1 - 1 / (1 + np.sqrt(near))) + (1 - alpha) * u
            score[out] = -1
            i = int(score.argmax())
            out.append(i)
            near = np.minimum(near, np.maximum(sq + sq[i] - 2 * (x @ x[i]), 0))
        return np.array(out)

    return run


def facility():
    """Lazy greedy over gains that are computed in blocks; the table of similarities would not fit."""
    import heapq

    n, d, k = a.n or 50_000, a.d or 128, a.k or 100
    x, lab = load("emb", n, d), load("labeled", n, d)[: a.labeled]

    def run():
        sq, so = np.einsum("ij,ij->i", x, x), np.zeros(n, np.float32)
        for s in range(0, len(lab), 256):
            c = lab[s : s + 256]
            so = np.maximum(so, (1 / (1 + np.sqrt(squared(x, x[c], sq, sq[c])))).max(1))

        def gains(rows):
            s = 1 / (1 + np.sqrt(squared(x[rows], x, sq[rows], sq)))
            return np.maximum(s - so, 0).sum(1), s

        heap = []
        for s in range(0, n, 500):
            heap += [(-g, s + i, 0) for i, g in enumerate(gains(np.arange(s, min(n, s + 500)))[0])]
        heapq.heapify(heap)
        out = []
        while len(out) < k:
            _, i, at = heap[0]
            g, s = gains(np.array([i]))
            if at < len(out):
                heapq.heapreplace(heap, (-g[0], i, len(out)))
            else:
                heapq.heappop(heap)
                out.append(i)
                so = np.maximum(so, s[0])
        return np.array(out)

    return run


if a.case == "inputs":
    write_inputs()
else:
    run = {"knn": knn, "typiclust": typiclust, "probcover": probcover, "ranked": ranked, "facility": facility}[a.case]()
    wall, cpu = [], []
    for _ in range(a.repeats):
        w, c = time.perf_counter(), time.process_time()
        result = run()
        wall.append(round(time.perf_counter() - w, 4))
        cpu.append(round(time.process_time() - c, 4))
    if a.dump:
        json.dump(result.tolist(), open(a.dump, "w"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"case": a.case, "wall": wall, "cpu": cpu, "wall_min": min(wall), "cpu_min": min(cpu), "peak_mb": peak, "threads": a.threads}))
