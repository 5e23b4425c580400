/** How a point is drawn. */
export const DIM = 0;
/** Has no value to be coloured by, and lies behind those that have one. */
export const BLANK = 1;
export const PLAIN = 2;
export const CHOSEN_BLANK = 3;
export const CHOSEN = 4;

const VERTEX = `
attribute vec2 place;
attribute vec3 colour;
attribute float state;
uniform vec2 middle;
uniform vec2 scale;
uniform float size;
varying vec4 shade;
void main() {
  gl_Position = vec4((place - middle) * scale, 0.0, 1.0);
  gl_PointSize = state > 2.5 ? size + 2.5 : state > 1.5 ? size + 0.6 : size;
  float strength = state < 0.5 ? 0.10 : state < 1.5 ? 0.35 : state < 2.5 ? 0.78 : state < 3.5 ? 0.45 : 1.0;
  shade = vec4(state < 0.5 ? vec3(0.55, 0.58, 0.57) : colour, strength);
}`;

const FRAGMENT = `
precision mediump float;
uniform float round;
varying vec4 shade;
void main() {
  vec2 from = gl_PointCoord - vec2(0.5);
  if (round > 0.5 && dot(from, from) > 0.25) discard;
  gl_FragColor = vec4(shade.rgb * shade.a, shade.a);
}`;

/** What part of the plane is in sight: its middle, how many pixels one unit takes, and how many where all is in sight. */
export interface Sight {
  x: number;
  y: number;
  zoom: number;
  whole: number;
}

/** Draws many points. */
export interface Scatter {
  places(places: Float32Array): void;
  colours(colours: Uint8Array): void;
  states(states: Uint8Array): void;
  draw(sight: Sight): void;
  readonly way: "webgl" | "plain";
}

/** What drawing programs are called that only imitate a graphics card. */
const IMITATION = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether a graphics card draws. What imitates one is slower than drawing point by point. */
function accelerated(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (!gl) {
    return false;
  }
  const known = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(known ? known.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return !IMITATION.test(name);
}

/** By the graphics card where there is one, point by point otherwise. */
export function scatter(canvas: HTMLCanvasElement): Scatter {
  const gl = accelerated() && canvas.getContext("webgl2", { alpha: true, antialias: false, premultipliedAlpha: true });
  return gl ? new Shaded(canvas, gl) : new Plain(canvas);
}

/** How wide a point is, in pixels: smaller the more there are, larger the closer one looks. */
function sizeAt(sight: Sight, points: number): number {
  const usual = points > 50_000 ? 2.2 : points > 5_000 ? 3.4 : 5;
  return Math.max(2, Math.min(11, usual * Math.sqrt(Math.max(1, sight.zoom / sight.whole))));
}

/** The rows in the order in which they are drawn: what says least first. */
export function layers(states: Uint8Array): Uint32Array {
  const starts = new Uint32Array(CHOSEN + 2);
  states.forEach((state) => (starts[state + 1] = (starts[state + 1] ?? 0) + 1));
  for (let state = 0; state <= CHOSEN; state++) {
    starts[state + 1] = (starts[state + 1] ?? 0) + (starts[state] ?? 0);
  }
  const order = new Uint32Array(states.length);
  states.forEach((state, row) => {
    const at = starts[state] ?? 0;
    order[at] = row;
    starts[state] = at + 1;
  });
  return order;
}

class Shaded implements Scatter {
  readonly way = "webgl";
  private readonly buffers: (WebGLBuffer | null)[];
  private readonly order: WebGLBuffer | null;
  private readonly known: Record<"middle" | "scale" | "size" | "round", WebGLUniformLocation | null>;
  private count = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: WebGL2RenderingContext,
  ) {
    const program = gl.createProgram();
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(kind) as WebGLShader;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    ["place", "colour", "state"].forEach((name, i) => gl.bindAttribLocation(program, i, name));
    gl.linkProgram(program);
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.known = {
      middle: gl.getUniformLocation(program, "middle"),
      scale: gl.getUniformLocation(program, "scale"),
      size: gl.getUniformLocation(program, "size"),
      round: gl.getUniformLocation(program, "round"),
    };
    this.buffers = [gl.createBuffer(), gl.createBuffer(), gl.createBuffer()];
    this.order = gl.createBuffer();
  }

  private load(attribute: number, data: Float32Array | Uint8Array, width: number, normal: boolean): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[attribute] ?? null);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
    gl.enableVertexAttribArray(attribute);
    gl.vertexAttribPointer(attribute, width, data instanceof Float32Array ? gl.FLOAT : gl.UNSIGNED_BYTE, normal, 0, 0);
  }

  places(places: Float32Array): void {
    this.count = 0; // until it is known again what is drawn how
    this.load(0, places, 2, false);
  }

  colours(colours: Uint8Array): void {
    this.load(1, colours, 3, true);
  }

  states(states: Uint8Array): void {
    const { gl } = this;
    this.load(2, states, 1, false);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.order);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, layers(states), gl.DYNAMIC_DRAW);
    this.count = states.length;
  }

  draw(sight: Sight): void {
    const { gl, canvas, known } = this;
    const ratio = devicePixelRatio;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (this.count === 0) {
      return;
    }
    const size = sizeAt(sight, this.count) * ratio;
    gl.uniform2f(known.middle, sight.x, sight.y);
    gl.uniform2f(known.scale, (2 * sight.zoom * ratio) / canvas.width, (2 * sight.zoom * ratio) / canvas.height);
    gl.uniform1f(known.size, size);
    gl.uniform1f(known.round, size > 4 ? 1 : 0); // nobody sees the corners of small ones
    gl.drawElements(gl.POINTS, this.count, gl.UNSIGNED_INT, 0);
  }
}

/** How much of what lies below is covered, by the state, of 255. */
const STRENGTH = [26, 89, 199, 115, 255];
const GREY = [140, 148, 145];

/** Pixels that points are drawn on: red, green, blue, each times what is covered, and how much is covered. */
export class Board {
  private readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  private readonly parts = new Float32Array(256);

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8ClampedArray(4 * width * height);
    this.parts.forEach((_, covered) => (this.parts[covered] = covered === 0 ? 0 : 255 / covered));
  }

  clear(): void {
    this.pixels.fill(0);
  }

  /** Half the width of each line of pixels of a point: a square where it is small, a disc otherwise. */
  static brush(size: number): Int32Array {
    const lines = Math.max(1, Math.round(size));
    const radius = lines / 2;
    return Int32Array.from({ length: lines }, (_, line) => {
      const off = line + 0.5 - radius;
      return lines < 4 ? lines : Math.max(1, Math.round(2 * Math.sqrt(radius * radius - off * off)));
    });
  }

  /** Draws a point over what is there. */
  point(x: number, y: number, brush: Int32Array, r: number, g: number, b: number, covers: number): void {
    const { pixels, width, height } = this;
    const left = 255 - covers;
    const sr = 257 * (r * covers + 128);
    const sg = 257 * (g * covers + 128);
    const sb = 257 * (b * covers + 128);
    const top = Math.round(y - brush.length / 2);
    const last = Math.min(height, top + brush.length);
    for (let line = Math.max(0, top); line < last; line++) {
      const wide = brush[line - top] as number;
      const start = Math.round(x - wide / 2);
      const from = 4 * (line * width + Math.max(0, start));
      const to = 4 * (line * width + Math.min(width, start + wide));
      for (let at = from; at < to; at += 4) {
        pixels[at] = (sr + 257 * left * (pixels[at] as number)) >>> 16; // a division by 255
        pixels[at + 1] = (sg + 257 * left * (pixels[at + 1] as number)) >>> 16;
        pixels[at + 2] = (sb + 257 * left * (pixels[at + 2] as number)) >>> 16;
        pixels[at + 3] = covers + ((257 * (left * (pixels[at + 3] as number) + 128)) >>> 16);
      }
    }
  }

  /** What a canvas shows: colours that do not depend on how much is covered. Nothing can be drawn on it until it is cleared. */
  shown(): Uint8ClampedArray<ArrayBuffer> {
    const { pixels, parts } = this;
    for (let at = 0; at < pixels.length; at += 4) {
      const covered = pixels[at + 3] as number;
      if (covered !== 0 && covered !== 255) {
        const part = parts[covered] as number;
        pixels[at] = part * (pixels[at] as number);
        pixels[at + 1] = part * (pixels[at + 1] as number);
        pixels[at + 2] = part * (pixels[at + 2] as number);
      }
    }
    return pixels;
  }
}

/** Without a graphics card: point by point into memory, which is then shown at once. */
class Plain implements Scatter {
  readonly way = "plain";
  private place = new Float32Array();
  private colour = new Uint8Array();
  private state = new Uint8Array();
  private order = new Uint32Array();
  private board = new Board(0, 0);

  constructor(private readonly canvas: HTMLCanvasElement) {}

  places(places: Float32Array): void {
    this.place = places as Float32Array<ArrayBuffer>;
    this.order = new Uint32Array(); // until it is known again what is drawn how
  }

  colours(colours: Uint8Array): void {
    this.colour = colours as Uint8Array<ArrayBuffer>;
  }

  states(states: Uint8Array): void {
    this.state = states as Uint8Array<ArrayBuffer>;
    this.order = layers(states) as Uint32Array<ArrayBuffer>;
  }

  draw(sight: Sight): void {
    const pen = this.canvas.getContext("2d");
    const { width, height } = this.canvas;
    if (!pen || width === 0 || height === 0) {
      return;
    }
    if (this.board.width !== width || this.board.height !== height) {
      this.board = new Board(width, height);
    }
    const { board, place, colour, state } = this;
    const zoom = sight.zoom * devicePixelRatio;
    const size = sizeAt(sight, place.length / 2) * devicePixelRatio;
    const usual = Board.brush(size);
    const chosen = Board.brush(size + 2.5);
    const widest = chosen.length;
    board.clear();
    for (const row of this.order) {
      const x = width / 2 + ((place[2 * row] as number) - sight.x) * zoom;
      const y = height / 2 - ((place[2 * row + 1] as number) - sight.y) * zoom;
      if (x > -widest && y > -widest && x < width + widest && y < height + widest) {
        const how = state[row] as number;
        const [from, at] = how === DIM ? [GREY, 0] : [colour, 3 * row];
        board.point(
          x,
          y,
          how >= CHOSEN_BLANK ? chosen : usual,
          from[at] as number,
          from[at + 1] as number,
          from[at + 2] as number,
          STRENGTH[how] as number,
        );
      }
    }
    pen.putImageData(new ImageData(board.shown(), width, height), 0, 0);
  }
}
