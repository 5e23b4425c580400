#!/usr/bin/env python3
"""What a careful numpy or scikit-learn user needs for each work of selection.sh, on the files that Quarry reads.

usage: selection_numpy.py CASE [--inputs DIR] [--n N --d D --k K] [--labeled M] [--repeats 3] [--threads 1] [--dump FILE]
cases: entropy bald kcenter badge density knn typiclust probcover ranked facility; inputs, which writes the files that are
missing; or same, which says how much of two dumps, --dump FILE,FILE, is the same: the share of rows that both chose, or the
largest difference of values in parts of the largest value.
A case prints one line of JSON: wall and CPU seconds of each repeat (loading excluded) and peak resident memory.
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
    if n >= 1_000_000 and n % 1_000_000 == 0:
        return f"{n // 1_000_000}M"
    return f"{n // 1000}k" if n >= 1000 and n % 1000 == 0 else str(n)


def load(kind, n, d):
    return np.load(os.path.join(a.inputs, f"{kind}_{size(n)}_{d}.npy"))


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return (e / e.sum(-1, keepdims=True)).astype(np.float32)


def write(name, make):
    """Writes what is not there, from random numbers that depend on the name alone."""
    path = os.path.join(a.inputs, name + ".npy")
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        np.save(path, make(np.random.default_rng([20240607, *name.encode()])))


def write_inputs():
    """Peaked probabilities, samples of them, fifty Gaussian clusters of unequal weight, and a uniform cube, each with
    1,000 labelled rows."""
    write("probs_1M_10", lambda r: softmax(2 * r.standard_normal((1_000_000, 10), np.float32)))
    for n in (100_000, 10_000):
        noise = lambda r: r.standard_normal((n, 20, 10), np.float32)
        write(f"mc_{size(n)}_20_10", lambda r: softmax(2 * r.standard_normal((n, 1, 10), np.float32) + noise(r)))
    write("uniform/emb_50k_16", lambda r: r.random((50_000, 16), np.float32))
    write("uniform/labeled_50k_16", lambda r: r.permutation(50_000)[:1000].astype(np.int32))
    for n, d in ((10_000, 128), (50_000, 128), (10_000, 512), (50_000, 512), (100_000, 512)):

        def clusters(r):
            w, c = r.dirichlet(np.full(50, 2.0)), r.standard_normal((50, d)).astype(np.float32)
            return c[r.choice(50, n, p=w)] + np.float32(0.7) * r.standard_normal((n, d), np.float32)

        def logits(r, classes):
            return 2 * load("emb", n, d)[:, :classes] + r.standard_normal((n, classes), np.float32)

        write(f"emb_{size(n)}_{d}", clusters)
        write(f"embprobs_{size(n)}_{d}", lambda r: softmax(logits(r, 10)))
        write(f"labeled_{size(n)}_{d}", lambda r: r.permutation(n)[:1000].astype(np.int32))
        if (n, d) == (50_000, 512):
            write(f"classes-100/embprobs_{size(n)}_{d}", lambda r: softmax(logits(r, 100)))
            write(f"classes-100/emb_{size(n)}_{d}", lambda r: load("emb", n, d))


def same(ours, theirs):
    ours, theirs = (np.array(json.load(open(file))) for file in (ours, theirs))
    if ours.dtype.kind == "i":
        return f"{len(np.intersect1d(ours, theirs)) / len(ours):.1%}"
    return f"{np.abs(ours - theirs).max() / np.abs(theirs).max():.1e}"


def plogp(p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log(p), 0)


def top(scores, k):
    return np.argpartition(-scores, k - 1)[:k]


def entropy():
    p, k = np.load(os.path.join(a.inputs, "probs_1M_10.npy"))[: a.n or None], a.k or 1000
    return lambda: top(-plogp(p).sum(1), k)


def bald():
    p, k = np.load(os.path.join(a.inputs, "mc_100k_20_10.npy"))[: a.n or None], a.k or 100
    return lambda: top(plogp(p).sum((1, 2)) / p.shape[1] - plogp(p.mean(1)).sum(1), k)


def kcenter():
    n, d, k = a.n or 10_000, a.d or 128, a.k or 500
    x, lab = load("emb", n, d), load("labeled", n, d)[: a.labeled]

    def run():
        sq, near = np.einsum("ij,ij->i", x, x), np.full(n, np.inf, np.float32)
        for s in range(0, len(lab), 256):
            c = lab[s : s + 256]
            near = np.minimum(near, squared(x, x[c], sq, sq[c]).min(1))
        near[lab] = -1
        out = []
        for _ in range(k):
            i = int(near.argmax())
            out.append(i)
            np.minimum(near, sq + sq[i] - 2 * (x @ x[i]), out=near)
            near[lab] = near[out] = -1
        return np.array(out)

    return run


def badge():
    """k-means++ on the gradients by their factors; other draws than ours."""
    n, d, k = a.n or 10_000, a.d or 512, a.k or 100
    h, p = load("emb", n, d), load("embprobs", n, d)

    def run():
        r, g = np.random.default_rng(a.seed), p.copy()
        g[np.arange(n), p.argmax(1)] -= 1
        norms = np.einsum("ij,ij->i", g, g) * np.einsum("ij,ij->i", h, h)
        out, near = [int(norms.argmax())], np.full(n, np.inf, np.float32)
        while True:
            i = out[-1]
            np.minimum(near, np.maximum(norms + norms[i] - 2 * (g @ g[i]) * (h @ h[i]), 0), out=near)
            near[i] = 0
            if len(out) == k:
                return np.array(out)
            c = np.cumsum(near, dtype=np.float64)
            out.append(int(np.searchsorted(c, r.random() * c[-1], side="right")))

    return run


def density():
    n, d = a.n or 10_000, a.d or 128
    x = load("emb", n, d)

    def run():
        sq, out = np.einsum("ij,ij->i", x, x), np.empty(n)
        for s in range(0, n, 512):
            out[s : s + 512] = (1 / (1 + np.sqrt(squared(x[s : s + 512], x, sq[s : s + 512], sq)))).mean(1)
        return out

    return run


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
elif a.case == "same":
    print(same(*a.dump.split(",")))
else:
    cases = (entropy, bald, kcenter, badge, density, knn, typiclust, probcover, ranked, facility)
    run = {case.__name__: case for case in cases}[a.case]()
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
