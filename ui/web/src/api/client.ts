/** Problem details of RFC 9457, as the server answers what it cannot do. */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  /** What else is told about some problems. */
  [more: string]: unknown;
}

/** A request that was refused; its message is a sentence for people. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.problem = problem;
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super("The server does not answer. What you did is kept here and sent when it is back.");
  }
}

async function request<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        "X-Quarry": "1",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Unreachable();
  }
  if (!response.ok) {
    const fallback: Problem = { title: response.statusText, status: response.status, detail: "" };
    throw new Refused(await response.json().catch(() => fallback));
  }
  return response.status === 204 ? (undefined as T) : response.json();
}

export const get = <T>(path: string): Promise<T> => request("GET", path);
export const post = <T>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<T> =>
  request("POST", path, body, headers);
export const put = <T>(path: string, body: unknown): Promise<T> => request("PUT", path, body);
export const patch = <T>(path: string, body: unknown): Promise<T> => request("PATCH", path, body);
export const remove = <T>(path: string): Promise<T> => request("DELETE", path);
