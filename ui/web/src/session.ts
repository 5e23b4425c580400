import { signal } from "@preact/signals";
import { get, post, Refused } from "./api/client";

export interface Account {
  name: string;
  owner: boolean;
}

/** Who is logged in; undefined while that is being found out, null for nobody. */
export const account = signal<Account | null | undefined>(undefined);

/** Where a link into a project leads. */
export interface Invitation {
  project: string;
  name: string;
  role: string;
  by: string;
  expires: string;
}

/** The link into a project that brought us here and was not answered yet; null for none. */
export const invited = signal<{ secret: string; to: Invitation | null; refused: string } | null>(null);

/** Comes in: by the link that brought us here, or by the session of this browser. */
export async function begin(): Promise<void> {
  const join = new URLSearchParams(location.hash.slice(1)).get("join");
  if (join) {
    history.replaceState(null, "", location.pathname);
    await post<Invitation>("/api/entry/invitation", { secret: join }).then(
      (to) => (invited.value = { secret: join, to, refused: "" }),
      (e: Error) => (invited.value = { secret: join, to: null, refused: e.message }),
    );
  }
  const secret = new URLSearchParams(location.hash.slice(1)).get("enter");
  if (secret) {
    history.replaceState(null, "", location.pathname);
    await post("/api/entry/link", { secret }).catch((e: unknown) => {
      if (!(e instanceof Refused)) {
        throw e;
      }
    });
  }
  await refresh();
}

async function refresh(): Promise<void> {
  try {
    account.value = await get<Account>("/api/v1/me");
  } catch (e) {
    if (!(e instanceof Refused && e.status === 401)) {
      throw e;
    }
    account.value = null;
  }
}

export async function login(name: string, password: string): Promise<void> {
  await post("/api/entry/login", { name, password });
  await refresh();
}

/** Follows the link into a project: with a new account, or as whoever is logged in. */
export async function join(as: { name: string; password: string } | null): Promise<string> {
  const secret = invited.value?.secret ?? "";
  const to = await (as === null
    ? post<Invitation>("/api/v1/me/join", { secret })
    : post<Invitation>("/api/entry/join", { secret, ...as }));
  invited.value = null;
  await refresh();
  return to.project;
}

export async function logout(): Promise<void> {
  await post("/api/entry/logout");
  account.value = null;
}
