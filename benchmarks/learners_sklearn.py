#!/usr/bin/env python3
"""The scikit-learn side of learners.sh, and the inputs that both sides read.

  learners_sklearn.py make DIR              writes learn_x, learn_y, pool_x, pool_y, digits_x and digits_y
  learners_sklearn.py run LEARNER --inputs DIR [--repeats N]
  learners_sklearn.py loop LEARNER --inputs DIR [--repeats N]
  learners_sklearn.py accuracy FILE --inputs DIR   the accuracy of classes that were dumped as JSON

Each prints one line of JSON. CPU seconds are those of the process; one thread is used.
"""
import argparse
import json
import os
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import warnings  # noqa: E402

import numpy as np  # noqa: E402

warnings.filterwarnings("ignore")
ROWS, POOL, COLUMNS, CLASSES = 2_000, 100_000, 512, 10


def make(folder):
    """Ten classes of three clouds each in 24 dimensions, seen through 512 columns that bend and add noise."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(CLASSES, 3, 24)) * 1.3
    view = rng.normal(size=(24, COLUMNS)) / np.sqrt(24)

    def rows(n):
        labels = rng.integers(0, CLASSES, n).astype(np.int32)
        hidden = centres[labels, rng.integers(0, 3, n)] + rng.normal(size=(n, 24))
        seen = np.tanh(hidden @ view) + 0.5 * rng.normal(size=(n, COLUMNS))
        return seen.astype(np.float32), labels

    os.makedirs(folder, exist_ok=True)
    for name, n in (("learn", ROWS), ("pool", POOL)):
        x, y = rows(n)
        np.save(f"{folder}/{name}_x.npy", x)
        np.save(f"{folder}/{name}_y.npy", y)
    from sklearn.datasets import load_digits

    digits = load_digits()
    np.save(f"{folder}/digits_x.npy", (digits.data / 16).astype(np.float32))
    np.save(f"{folder}/digits_y.npy", digits.target.astype(np.int32))


def learner(name):
    from sklearn import ensemble, linear_model, naive_bayes, neighbors, tree

    stump = tree.DecisionTreeClassifier(max_depth=3, random_state=1)
    known = {
        "logistic-regression": lambda: linear_model.LogisticRegression(),
        "gaussian-naive-bayes": lambda: naive_bayes.GaussianNB(),
        "k-nearest-neighbours": lambda: neighbors.KNeighborsClassifier(5),
        "decision-tree": lambda: tree.DecisionTreeClassifier(random_state=1),
        "random-forest": lambda: ensemble.RandomForestClassifier(100, random_state=1),
        "extra-trees": lambda: ensemble.ExtraTreesClassifier(100, random_state=1),
        "bagging": lambda: ensemble.BaggingClassifier(n_estimators=10, random_state=1),
        "bagging{learner: k-nearest-neighbours}": lambda: ensemble.BaggingClassifier(
            neighbors.KNeighborsClassifier(5), n_estimators=10, random_state=1
        ),
        "ada-boost": lambda: ensemble.AdaBoostClassifier(stump, n_estimators=50, algorithm="SAMME", random_state=1),
        "linear-svm": lambda: linear_svm(),
        "rbf-svm": lambda: rbf_svm(),
        "gradient-boosting": lambda: boosting(),
    }
    if name not in known:
        raise SystemExit(f"There is no scikit-learn twin of ({name}). Known: {', '.join(known)}.")
    return known[name]()


def linear_svm():
    from sklearn.svm import SVC

    return SVC(kernel="linear", probability=True, random_state=1)


def rbf_svm():
    from sklearn.svm import SVC

    return SVC(probability=True, random_state=1)


def boosting():
    from sklearn.ensemble import GradientBoostingClassifier

    return GradientBoostingClassifier(random_state=1)


def run(name, folder, repeats):
    x, y, pool, truth = (np.load(f"{folder}/{part}.npy") for part in ("learn_x", "learn_y", "pool_x", "pool_y"))
    fits, predictions = [], []
    for _ in range(repeats):
        model = learner(name)  # imports what it needs
        start = time.process_time()
        model.fit(x, y)
        fitted = time.process_time()
        p = model.predict_proba(pool)
        fits.append(fitted - start)
        predictions.append(time.process_time() - fitted)
    return {
        "case": name,
        "fit": min(fits),
        "predict": min(predictions),
        "accuracy": float((model.classes_[p.argmax(1)] == truth).mean()),
    }


def loop(name, folder, repeats):
    """Margin sampling on the digits, as the case digits-loop: 10 labels, then 50 batches of 10."""
    x, y = np.load(f"{folder}/digits_x.npy"), np.load(f"{folder}/digits_y.npy")
    held = np.arange(len(y)) % 5 == 0
    pool, labels = x[~held], y[~held]
    seconds = []
    for repeat in range(repeats):
        learner(name)  # imports what it needs
        start = time.process_time()
        known = np.zeros(len(labels), bool)
        known[np.random.default_rng(repeat).choice(len(labels), 10, replace=False)] = True
        accuracies = []
        for _ in range(51):
            model = learner(name).fit(pool[known], labels[known])
            accuracies.append(float((model.predict(x[held]) == y[held]).mean()))
            rest = np.flatnonzero(~known)
            top = -np.sort(-model.predict_proba(pool[rest]), axis=1)
            known[rest[np.argsort(top[:, 0] - top[:, 1], kind="stable")[:10]]] = True
        seconds.append(time.process_time() - start)
    return {"case": name, "cpu_min": min(seconds), "accuracy": accuracies[-1], "area": float(np.mean(accuracies))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "run", "loop", "accuracy"))
    parser.add_argument("name")
    parser.add_argument("--inputs", default="inputs")
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    if given.what == "make":
        make(given.name)
        return
    if given.what == "accuracy":
        with open(given.name, encoding="utf-8") as file:
            said = np.array(json.load(file))
        out = {"accuracy": float((said == np.load(f"{given.inputs}/pool_y.npy")[: len(said)]).mean())}
    else:
        out = (run if given.what == "run" else loop)(given.name, given.inputs, given.repeats)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
