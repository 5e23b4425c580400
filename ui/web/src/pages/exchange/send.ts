import { type Problem, Refused, Unreachable } from "../../api/client";

/** Sends a file as it is. */
export async function sendFile<T>(path: string, file: File): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "X-Quarry": "1", "Content-Type": "application/octet-stream" },
      body: file,
    });
  } catch {
    throw new Unreachable();
  }
  if (!response.ok) {
    const fallback: Problem = { title: response.statusText, status: response.status, detail: "" };
    throw new Refused(await response.json().catch(() => fallback));
  }
  return response.json();
}
