import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { colour, columns, dash, type Strategy } from "./run";

const HEIGHT = 380;

function isDark(): boolean {
  const chosen = document.documentElement.dataset["theme"];
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Learning curves with their bands. */
export function Curves(props: { all: readonly Strategy[]; shown: ReadonlySet<string>; dark: string }) {
  const place = useRef<HTMLDivElement>(null);
  const shown = props.all.filter((one) => props.shown.has(one.name));
  useEffect(() => {
    const element = place.current;
    if (!element || shown.length === 0) {
      return;
    }
    const dark = isDark();
    const axis = { stroke: dark ? "#a3aca7" : "#5c645f", grid: { stroke: dark ? "#2c322f" : "#e6e6e0", width: 1 } };
    const series: uPlot.Series[] = [{ label: "Labels" }];
    const bands: uPlot.Band[] = [];
    for (const one of shown) {
      const at = props.all.indexOf(one);
      const stroke = colour(at, dark);
      const first = series.length;
      series.push(
        {
          label: one.name,
          stroke,
          width: 2,
          dash: dash(at),
          points: { show: false },
          value: (_, value) => (value === null ? "–" : value.toFixed(4)),
        },
        { label: `${one.name} low`, stroke: "transparent", points: { show: false } },
        { label: `${one.name} high`, stroke: "transparent", points: { show: false } },
      );
      bands.push({ series: [first + 2, first + 1], fill: `${stroke}2e` });
    }
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        scales: { x: { time: false } },
        axes: [
          { ...axis, label: "labels" },
          { ...axis, label: "accuracy on the test rows", size: 60, values: (_, ticks) => ticks.map((t) => t.toFixed(2)) },
        ],
        series,
        bands,
        legend: { show: false },
        cursor: { drag: { x: true, y: false } },
      },
      columns(shown) as uPlot.AlignedData,
      element,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [props.all, [...props.shown].join("\n"), props.dark]);
  return (
    <div
      ref={place}
      class="curves"
      role="img"
      aria-label={`Mean accuracy over labels. ${shown
        .map((one) => `${one.name} ends at ${one.end?.toFixed(3) ?? "no accuracy"}`)
        .join(", ")}. The table below has the numbers.`}
    />
  );
}
