import { beforeAll, describe, expect, test, vi } from "vitest";
import { box, inside, Nearby, within } from "./lasso";
import { both, keyOf, only, pieces, quoted, suggestions, toggled } from "./query";
import { clicked } from "./selection";
import { Board, layers } from "./scatter";
import { scrollTo, sight, TALLEST } from "./windowing";

let colours: typeof import("./colours");

beforeAll(async () => {
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("addEventListener", () => {});
  colours = await import("./colours");
});

/** The same numbers each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

describe("a lasso", () => {
  test("holds what is inside and not what is in its bays", () => {
    const horseshoe = [0, 0, 3, 0, 3, 3, 2, 3, 2, 1, 1, 1, 1, 3, 0, 3];
    expect(inside(horseshoe, 0.5, 2)).toBe(true);
    expect(inside(horseshoe, 1.5, 2)).toBe(false);
    expect(inside(horseshoe, 1.5, 0.5)).toBe(true);
    expect(inside(horseshoe, 4, 0.5)).toBe(false);
  });

  test("holds in a circle exactly what is nearer than its radius", () => {
    const next = numbers(3);
    const places = Float32Array.from({ length: 4000 }, () => 4 * next() - 2);
    const circle = Array.from({ length: 2000 }, (_, i) => {
      const angle = (Math.PI * 2 * Math.floor(i / 2)) / 1000;
      return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    });
    const found = new Set(within(places, circle));
    for (let row = 0; row < 2000; row++) {
      const far = Math.hypot(places[2 * row] as number, places[2 * row + 1] as number);
      if (Math.abs(far - 1) > 1e-4) {
        expect(found.has(row)).toBe(far < 1);
      }
    }
  });

  test("takes only what is shown, and a line of two points takes nothing", () => {
    const places = Float32Array.from([0.2, 0.2, 0.8, 0.8]);
    const square = [0, 0, 1, 0, 1, 1, 0, 1];
    expect(within(places, square, (row) => row === 1)).toEqual([1]);
    expect(within(places, [0, 0, 1, 1])).toEqual([]);
  });

  test("the nearest place is that of a look at all of them", () => {
    const next = numbers(9);
    const places = Float32Array.from({ length: 6000 }, () => 10 * next() ** 2);
    const nearby = new Nearby(places);
    for (let i = 0; i < 200; i++) {
      const [x, y, reach] = [10 * next(), 10 * next(), next()];
      let best = -1;
      let least = reach;
      for (let row = 0; row < 3000; row++) {
        const far = Math.hypot((places[2 * row] as number) - x, (places[2 * row + 1] as number) - y);
        if (far <= least) {
          best = row;
          least = far;
        }
      }
      expect(nearby.nearest(x, y, reach)).toBe(best);
    }
    expect(box(new Float32Array())).toEqual([0, 0, 1, 1]);
  });
});

describe("a filter as it is written", () => {
  test("falls into terms, and quotes hold words together", () => {
    expect(pieces('label:"wild boar"  -cat "on the sofa"').map((one) => one.text)).toEqual([
      'label:"wild boar"',
      "-cat",
      '"on the sofa"',
    ]);
    expect(pieces('a "open b').map((one) => one.text)).toEqual(["a", '"open b']);
  });

  test("terms come and go", () => {
    expect(toggled("label:cat wrong", "wrong")).toBe("label:cat");
    expect(toggled("label:cat", "wrong")).toBe("label:cat wrong");
    expect(only("label:cat wrong -label:fox", "label:dog")).toBe("wrong -label:fox label:dog");
    expect(only("label:cat", "label:cat")).toBe("");
    expect(both(" a ", "")).toBe("a");
    expect(keyOf('-"my field">2')).toBe("my field");
    expect(keyOf("cat")).toBe("");
    expect(quoted("wild boar")).toBe('"wild boar"');
    expect(quoted("none")).toBe('"none"');
  });

  test("what could come next is offered where the cursor stands", () => {
    const askables = [
      { key: "label", values: ["cat", "wild boar"], help: "The class." },
      { key: "round", values: [], help: "" },
    ];
    expect(suggestions("wrong la", 8, askables).options).toEqual([{ text: "label:", help: "The class." }]);
    expect(suggestions("-label:w", 8, askables)).toMatchObject({ from: 0, to: 8, options: [{ text: '-label:"wild boar"' }] });
    expect(suggestions("", 0, askables).options).toEqual([]);
  });
});

describe("a long list", () => {
  test("draws what is in sight and a little more", () => {
    expect(sight(1000, 40, 400, 0)).toMatchObject({ height: 40_000, first: 0, end: 12 });
    expect(sight(1000, 40, 400, 39_600).end).toBe(1000);
    expect(sight(5, 40, 400, 0)).toMatchObject({ height: 200, first: 0, end: 5 });
  });

  test("of a million lines ends at its end and shows where it is scrolled", () => {
    const end = sight(1_000_000, 40, 600, TALLEST - 600);
    expect(end.height).toBe(TALLEST);
    expect(end.end).toBe(1_000_000);
    for (const scrolled of [0, 1, 12_345, 4_000_000, TALLEST - 600]) {
      const now = sight(1_000_000, 40, 600, scrolled);
      expect(now.top).toBeLessThanOrEqual(scrolled);
      expect(now.top + (now.end - now.first) * 40).toBeGreaterThanOrEqual(Math.min(now.height, scrolled + 600) - 1e-6);
    }
  });

  test("scrolls no farther than it must to show a line", () => {
    expect(scrollTo(3, 1000, 40, 400, 0)).toBeNull();
    expect(scrollTo(10, 1000, 40, 400, 0)).toBe(40);
    const to = scrollTo(999_999, 1_000_000, 40, 600, 0) ?? 0;
    expect(sight(1_000_000, 40, 600, to).end).toBe(1_000_000);
  });
});

describe("a choice", () => {
  const at = (place: number) => (place < 50 ? 100 + place : undefined);

  test("is one item, or one more or less with Ctrl, or a run with Shift", () => {
    const one = clicked(new Set([105]), -1, 3, { shift: false, ctrl: false }, at);
    expect([...one]).toEqual([103]);
    const two = clicked(one, 3, 7, { shift: false, ctrl: true }, at);
    expect([...two].sort()).toEqual([103, 107]);
    expect([...clicked(two, 7, 3, { shift: false, ctrl: true }, at)]).toEqual([107]);
    expect([...clicked(two, 7, 5, { shift: true, ctrl: false }, at)]).toEqual([105, 106, 107]);
    expect([...clicked(two, 7, 5, { shift: true, ctrl: true }, at)].sort()).toEqual([103, 105, 106, 107]);
  });

  test("takes nothing that is not loaded", () => {
    expect([...clicked(new Set([101]), -1, 60, { shift: false, ctrl: false }, at)]).toEqual([101]);
    expect(clicked(new Set(), 48, 70, { shift: true, ctrl: false }, at).size).toBe(2);
  });
});

test("what says least is drawn first, each once", () => {
  expect([...layers(Uint8Array.from([4, 0, 2, 0, 1, 2]))]).toEqual([1, 3, 4, 2, 5, 0]);
  expect(layers(new Uint8Array()).length).toBe(0);
});

describe("colours", () => {
  const classes = [
    { number: 0, name: "cat", colour: "#aa0000", key: null, retired: false },
    { number: 1, name: "dog", colour: "#00bb00", key: null, retired: false },
  ];
  const of = { of: "label", kind: "class" as const, names: ["cat", "dog"], least: null, greatest: null, values: "" };
  const values = Float32Array.from([1, Number.NaN, 0, 1]);

  test("are those of the classes, and grey for none", () => {
    const painted = colours.paint(of, values, classes);
    expect([...painted.slice(0, 3)]).toEqual([0, 187, 0]);
    expect([...painted.slice(3, 6)]).toEqual(colours.rgb(colours.NONE));
  });

  test("stand in the legend by how many there are, none last", () => {
    expect(colours.legend(of, values, classes).map((one) => [one.title, one.count])).toEqual([
      ["dog", 2],
      ["cat", 1],
      ["none", 1],
    ]);
  });

  test("of numbers run from end to end", () => {
    expect(colours.ramp(-1)).toEqual(colours.rgb("#3d3a8c"));
    expect(colours.ramp(1)).toEqual(colours.rgb("#e6d74a"));
  });
});

describe("points without a graphics card", () => {
  test("lie over each other as ink does, to a shade or two", () => {
    const next = numbers(11);
    const board = new Board(3, 3);
    const exact = [0, 0, 0, 0];
    const dot = Board.brush(1);
    for (let i = 0; i < 40; i++) {
      const [r, g, b] = [0, 0, 0].map(() => Math.floor(256 * next())) as [number, number, number];
      const covers = Math.floor(256 * next());
      board.point(1.5, 1.5, dot, r, g, b, covers);
      [r, g, b, 255].forEach((part, at) => {
        exact[at] = (part * covers) / 255 + ((exact[at] as number) * (255 - covers)) / 255;
      });
    }
    const covered = exact[3] as number;
    const shown = board.shown();
    exact.forEach((part, at) => {
      const wanted = at === 3 ? part : (part * 255) / covered;
      expect(Math.abs((shown[16 + at] as number) - wanted)).toBeLessThan(3.5);
    });
    expect([...shown].filter((_, at) => Math.floor(at / 4) !== 4).every((part) => part === 0)).toBe(true);
  });

  test("are cut at the edge and never go round it", () => {
    const board = new Board(8, 8);
    const brush = Board.brush(5);
    for (const [x, y] of [[0, 4], [8, 4], [4, 0], [4, 8], [-2, 4], [-20, 4], [4, 30]] as const) {
      board.clear();
      board.point(x, y, brush, 255, 0, 0, 255);
      const shown = board.shown();
      for (let at = 0; at < 64; at++) {
        const far = Math.hypot((at % 8) + 0.5 - x, Math.floor(at / 8) + 0.5 - y);
        expect(far > 3.3 && shown[4 * at + 3] !== 0).toBe(false);
        expect(far < 1.4 && shown[4 * at + 3] !== 255).toBe(false);
      }
    }
  });
});
