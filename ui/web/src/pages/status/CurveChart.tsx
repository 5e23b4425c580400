import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { theme } from "../../frame/theme";
import { type Point, percent } from "./report";

const HEIGHT = 260;

/** Accuracy over labels: points with their intervals, and the goal as a dashed line. */
export function CurveChart(props: { points: Point[]; goal: number }) {
  const place = useRef<HTMLDivElement>(null);
  const { points, goal } = props;
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    const chart = new uPlot(options(element, points, goal), data(points), element);
    const watch = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
  }, [JSON.stringify(points), goal, theme.value.value]);
  const last = points.at(-1);
  return (
    <div
      ref={place}
      role="img"
      aria-label={
        last
          ? `Accuracy over labels: ${points.length} points, the last ${percent(last.accuracy.value ?? 0)} at ${Math.round(last.labels)} labels. The table has all of them.`
          : "Accuracy over labels"
      }
    />
  );
}

const data = (points: Point[]): uPlot.AlignedData => [
  points.map((point) => point.labels),
  points.map((point) => point.accuracy.value),
];

function options(element: HTMLElement, points: Point[], goal: number): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => resolve(element, style.getPropertyValue(name));
  const [accent, line, quiet, warn] = ["--accent", "--line", "--quiet", "--warn"].map(colour) as [string, string, string, string];
  const lowest = Math.min(goal, ...points.map((point) => point.accuracy.low));
  const axis = { stroke: quiet, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_plot, low, high) => (low === high ? [low - 1, high + 1] : [low - 0.04 * (high - low), high + 0.04 * (high - low)]) },
      y: { range: [Math.max(0, Math.floor(10 * lowest - 0.5) / 10), 1] },
    },
    axes: [
      { ...axis, label: "labels", labelSize: 20 },
      { ...axis, size: 56, values: (_plot, values) => values.map((value) => `${Math.round(100 * value)} %`) },
    ],
    series: [{}, { stroke: accent, width: 2, points: { show: true, size: 8, fill: accent } }],
    hooks: {
      drawAxes: [
        (plot) => {
          const { ctx } = plot;
          const ratio = devicePixelRatio;
          ctx.save();
          ctx.strokeStyle = warn;
          ctx.lineWidth = 1.5 * ratio;
          ctx.setLineDash([6 * ratio, 5 * ratio]);
          const y = plot.valToPos(goal, "y", true);
          ctx.beginPath();
          ctx.moveTo(plot.bbox.left, y);
          ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
          ctx.stroke();
          ctx.setLineDash([]);
          ctx.strokeStyle = accent;
          ctx.globalAlpha = 0.55;
          ctx.lineWidth = 2 * ratio;
          for (const point of points) {
            const x = plot.valToPos(point.labels, "x", true);
            const [low, high] = [point.accuracy.low, point.accuracy.high].map((end) => plot.valToPos(end, "y", true)) as [number, number];
            ctx.beginPath();
            ctx.moveTo(x, low);
            ctx.lineTo(x, high);
            for (const end of [low, high]) {
              ctx.moveTo(x - 4 * ratio, end);
              ctx.lineTo(x + 4 * ratio, end);
            }
            ctx.stroke();
          }
          ctx.restore();
        },
      ],
    },
  };
}

/** A colour as the canvas understands it: what the style says may be one of two. */
function resolve(element: HTMLElement, colour: string): string {
  const probe = document.createElement("span");
  probe.style.color = colour;
  element.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
