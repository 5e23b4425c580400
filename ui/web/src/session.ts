import { signal } from "@preact/signals";
import { get, post, Refused } from "./api/client";

export interface Account {
  name: string;
  owner: boolean;
}

/** Who is logged in; undefined while that is being found out, null for nobody. */
export const account = signal<Account | null | undefined>(undefined);

/** Comes in: by the link that brought us here, or by the session of this browser. */
export async function begin(): Promise<void> {
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

export async function logout(): Promise<void> {
  await post("/api/entry/logout");
  account.value = null;
}
