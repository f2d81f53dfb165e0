/** What a chart shows, and Chart.js's configuration for it. */
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
} from "chart.js";
import { toPoint } from "./money";
import { remOf } from "./rem";

export type ChartKind = "bar" | "line" | "doughnut";

export interface Series {
  label: string;
  /** Exact decimal strings, one a label; null where there is no value (yet). */
  values: readonly (string | null)[];
  /** A token's name as "--c1"; for a doughnut one for each value. */
  colour: string | readonly string[];
  /** Lines only. */
  dashed?: boolean;
}

export interface Drawing {
  kind: ChartKind;
  labels: readonly string[];
  series: readonly Series[];
  /** An exact value in words: tooltips and table. */
  format: (value: string) => string;
  /** A value on an axis, from the float that Chart.js chose. */
  formatAxis: (value: string) => string;
  /** Resolves a token's name to a colour for the canvas. */
  colourOf: (token: string) => string;
  still: boolean;
  onpick?: ((series: number, index: number) => void) | undefined;
}

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** Draws on a canvas; the answer takes it away again. */
export function draw(canvas: HTMLCanvasElement, drawing: Drawing): () => void {
  const chart = new Chart(canvas, configuration(drawing, getComputedStyle(canvas).fontFamily, remOf()));
  return () => chart.destroy();
}

function configuration(drawing: Drawing, family: string, rem: number): ChartConfiguration {
  const { kind, labels, series, format, colourOf, still, onpick } = drawing;
  const font = { family, size: rem * 0.6875 };
  const faint = colourOf("--text-faint");
  return {
    type: kind,
    data: { labels: [...labels], datasets: series.map((one) => dataset(drawing, one)) },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: still ? false : { duration: 140 },
      resizeDelay: 50,
      interaction:
        kind === "doughnut" ? { mode: "nearest", intersect: true } : { mode: "index", intersect: false },
      onClick: (event, _, chart) => {
        if (!onpick || !event.native) return;
        const [hit] = chart.getElementsAtEventForMode(
          event.native,
          "nearest",
          { intersect: kind !== "line" },
          false,
        );
        if (hit) onpick(hit.datasetIndex, hit.index);
      },
      onHover: (_, hits, chart) => {
        chart.canvas.style.cursor = onpick && hits.length > 0 ? "pointer" : "";
      },
      plugins: {
        tooltip: {
          backgroundColor: colourOf("--raised"),
          titleColor: colourOf("--text-soft"),
          bodyColor: colourOf("--text"),
          borderColor: colourOf("--line-strong"),
          borderWidth: 1,
          padding: rem * 0.6,
          titleFont: { ...font, weight: 500 },
          bodyFont: { ...font, size: rem * 0.78 },
          boxPadding: 4,
          usePointStyle: true,
          callbacks: {
            label: (item) => {
              const value = series[item.datasetIndex]?.values[item.dataIndex] ?? "0";
              const name = kind === "doughnut" ? labels[item.dataIndex] : series[item.datasetIndex]?.label;
              return ` ${name ?? ""}: ${format(value)}`;
            },
          },
        },
      },
      ...(kind === "doughnut"
        ? {}
        : {
            scales: {
              x: {
                grid: { display: false },
                border: { color: colourOf("--line") },
                ticks: { color: faint, font, maxRotation: 0, autoSkipPadding: rem },
              },
              y: {
                beginAtZero: true,
                grid: { color: colourOf("--line") },
                border: { display: false },
                ticks: {
                  color: faint,
                  font,
                  maxTicksLimit: 5,
                  callback: (value) => drawing.formatAxis(String(value)),
                },
              },
            },
          }),
    },
  };
}

function dataset({ kind, colourOf }: Drawing, series: Series): ChartDataset {
  const data = series.values.map((value) => (value === null ? Number.NaN : toPoint(value)));
  const tokens = typeof series.colour === "string" ? [series.colour] : series.colour;
  const colours = tokens.map(colourOf);
  const first = colours[0] ?? "";
  const base = { label: series.label, data };
  switch (kind) {
    case "bar":
      return {
        ...base,
        type: "bar",
        backgroundColor: colours.length > 1 ? colours : first,
        borderRadius: { topLeft: 3, topRight: 3 },
        categoryPercentage: 0.74,
        barPercentage: 0.9,
      };
    case "line":
      return {
        ...base,
        type: "line",
        borderColor: first,
        backgroundColor: first,
        borderWidth: 2,
        borderDash: series.dashed ? [4, 4] : [],
        pointRadius: 0,
        pointHitRadius: 8,
        tension: 0.2,
      };
    case "doughnut":
      return {
        ...base,
        type: "doughnut",
        backgroundColor: colours,
        borderColor: colourOf("--panel"),
        borderWidth: 2,
        hoverOffset: 3,
        ...{ cutout: "72%" },
      };
  }
}
